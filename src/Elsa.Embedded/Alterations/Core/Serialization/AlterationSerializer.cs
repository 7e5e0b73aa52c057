using Elsa.Alterations.Core.Contracts;
using Elsa.Alterations.Core.Options;
using System.Text.Json.Serialization.Metadata;
using System.Text.Json.Serialization;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Elsa.Alterations.Core.Serialization;

internal sealed class AlterationSerializer : IAlterationSerializer
{
    private readonly JsonSerializerOptions _options;

    public AlterationSerializer(IOptions<AlterationOptions> options) => _options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        AllowOutOfOrderMetadataProperties = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { info => AddTypes(info, options.Value) } },
    };

    public string Serialize(IAlteration alteration) => JsonSerializer.Serialize(alteration, _options);

    public string SerializeMany(IEnumerable<IAlteration> alterations) => JsonSerializer.Serialize(alterations, _options);

    public IAlteration Deserialize(string json) => JsonSerializer.Deserialize<IAlteration>(json, _options) ?? throw new JsonException("There is no alteration.");

    public IEnumerable<IAlteration> DeserializeMany(string json) => JsonSerializer.Deserialize<List<IAlteration>>(json, _options) ?? throw new JsonException("There are no alterations.");

    private static void AddTypes(JsonTypeInfo info, AlterationOptions options)
    {
        if (info.Type != typeof(IAlteration))
            return;
        info.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "type", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization };
        foreach (var type in options.AlterationTypes)
            info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(type, type.Name));
    }
}
