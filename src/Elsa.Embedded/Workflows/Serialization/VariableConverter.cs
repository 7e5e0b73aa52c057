using System.Text.Json;
using System.Text.Json.Serialization;
using Elsa.Expressions.Helpers;
using Elsa.Workflows.Memory;

namespace Elsa.Workflows.Serialization;

/// <summary>Reads and writes variables of any type.</summary>
internal sealed class VariableConverterFactory(TypeAliases aliases) : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeof(Variable).IsAssignableFrom(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(VariableConverter<>).MakeGenericType(typeToConvert), aliases)!;
}

/// <summary>Reads and writes variables: where one is declared, and where one is named.</summary>
internal sealed class VariableConverter<TVariable>(TypeAliases aliases) : JsonConverter<TVariable> where TVariable : Variable
{
    private const string ArrayMark = "isArray";

    public override TVariable Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var json = ArgumentJson.ReadObject(ref reader, "A variable");
        var typeName = json.TryGetProperty("typeName", out var type) ? type.GetString() : null;
        var valueType = aliases.FindOrObject(typeName);
        var variable = (TVariable)Create(typeToConvert, IsArray(json) ? valueType.MakeArrayType() : valueType);
        variable.TypeNameInDefinition = typeName;
        foreach (var property in json.EnumerateObject())
            Read(variable, property);
        variable.StorageDriverType = aliases.Find(variable.StorageDriverNameInDefinition);
        if (string.IsNullOrEmpty(variable.Id))
            variable.Id = Variable.DefaultId(variable.Name ?? "");
        return variable;
    }

    public override void Write(Utf8JsonWriter writer, TVariable value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("id", value.Id);
        writer.WriteString("name", value.Name);
        WriteType(writer, value);
        if (value.Value is not null)
        {
            writer.WritePropertyName("value");
            JsonSerializer.Serialize(writer, value.Value, value.Value.GetType(), options);
        }

        if (aliases.NameOf(value.StorageDriverType, value.StorageDriverNameInDefinition) is { } driver)
            writer.WriteString("storageDriverTypeName", driver);
        ArgumentJson.WriteUnknown(writer, value);
        writer.WriteEndObject();
    }

    // A list whose type has no name of its own is told by the type of its elements; where the definition says so itself, that is written with what else it says.
    private void WriteType(Utf8JsonWriter writer, TVariable value)
    {
        var isMarked = ((IKeepsUnknown)value).Unknown is { } unknown && unknown.TryGetValue(ArrayMark, out var mark) && mark.ValueKind == JsonValueKind.True;
        var needsMark = value.ValueType.IsArray && aliases.NameOfRegistered(value.ValueType) is null && aliases.Find(value.TypeNameInDefinition) != value.ValueType;
        var type = value.ValueType.IsArray && (isMarked || needsMark) ? value.ValueType.GetElementType() : value.ValueType;
        writer.WriteString("typeName", aliases.NameOf(type, value.TypeNameInDefinition));
        if (needsMark && !isMarked)
            writer.WriteBoolean(ArrayMark, true);
    }

    private static bool IsArray(JsonElement json) => json.TryGetProperty(ArrayMark, out var mark) && mark.ValueKind == JsonValueKind.True;

    private static void Read(Variable variable, JsonProperty property)
    {
        switch (property.Name)
        {
            case "id":
                variable.Id = property.Value.GetString()!;
                break;
            case "name":
                variable.Name = property.Value.GetString()!;
                break;
            case "typeName":
                break;
            case "value":
                variable.Value = JsonValue.Read(property.Value);
                break;
            case "storageDriverTypeName":
                variable.StorageDriverNameInDefinition = property.Value.GetString();
                break;
            default:
                ((IKeepsUnknown)variable).Unknown ??= new Dictionary<string, JsonElement>();
                ((IKeepsUnknown)variable).Unknown![property.Name] = property.Value.Clone();
                break;
        }
    }

    private static Variable Create(Type wanted, Type valueType) =>
        (Variable)Activator.CreateInstance(wanted == typeof(Variable) ? typeof(Variable<>).MakeGenericType(valueType) : wanted)!;
}
