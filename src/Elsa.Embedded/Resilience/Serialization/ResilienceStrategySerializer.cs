using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Elsa.Resilience.Options;
using Microsoft.Extensions.Options;

namespace Elsa.Resilience.Serialization;

/// <summary>Reads and writes strategies as JSON; <c>$type</c> is the name of the class.</summary>
public class ResilienceStrategySerializer
{
    /// <summary>Creates the serializer.</summary>
    public ResilienceStrategySerializer(IOptions<ResilienceOptions> options)
    {
        var types = options.Value.StrategyTypes.Distinct().ToList();
        SerializerOptions = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Converters = { new JsonStringEnumConverter(), new TextualBooleanConverter() },
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { info => Describe(info, types) } },
        };
    }

    /// <summary>How strategies are read and written.</summary>
    public JsonSerializerOptions SerializerOptions { get; }

    /// <summary>Writes a strategy.</summary>
    public string Serialize(IResilienceStrategy strategy) => JsonSerializer.Serialize(strategy, SerializerOptions);

    /// <summary>Writes strategies.</summary>
    public string SerializeMany(IEnumerable<IResilienceStrategy> strategies) => JsonSerializer.Serialize(strategies.ToList(), SerializerOptions);

    /// <summary>Reads a strategy; throws <see cref="JsonException"/> if it names no known class.</summary>
    public IResilienceStrategy Deserialize(string json) => Read<IResilienceStrategy>(json);

    /// <summary>Reads strategies; throws <see cref="JsonException"/> if one names no known class.</summary>
    public IEnumerable<IResilienceStrategy> DeserializeMany(string json) => Read<List<IResilienceStrategy>>(json);

    private T Read<T>(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, SerializerOptions) ?? throw new JsonException("There is no strategy in the JSON.");
        }
        catch (NotSupportedException e)
        {
            throw new JsonException("A resilience strategy needs the property $type, first, with the name of its class.", e);
        }
    }

    private static void Describe(JsonTypeInfo info, List<Type> types)
    {
        if (info.Type != typeof(IResilienceStrategy))
            return;
        info.PolymorphismOptions = new JsonPolymorphismOptions { UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization };
        foreach (var type in types)
            info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(type, type.Name));
    }
}
