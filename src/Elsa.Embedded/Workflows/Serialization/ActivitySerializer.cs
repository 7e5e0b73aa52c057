using System.Text.Json;

namespace Elsa.Workflows.Serialization;

/// <summary>Reads and writes with the converters of this folder.</summary>
internal sealed class ActivitySerializer(DefinitionJson json) : IActivitySerializer
{
    public string Serialize(IActivity activity) => JsonSerializer.Serialize(activity, json.Options);

    public string Serialize(object value) => JsonSerializer.Serialize(value, value.GetType(), json.Options);

    public IActivity Deserialize(string serializedActivity) => Deserialize<IActivity>(serializedActivity)!;

    public object Deserialize(string serializedValue, Type type) => JsonSerializer.Deserialize(serializedValue, type, json.Options)!;

    public T? Deserialize<T>(string serializedValue) => JsonSerializer.Deserialize<T>(serializedValue, json.Options);
}
