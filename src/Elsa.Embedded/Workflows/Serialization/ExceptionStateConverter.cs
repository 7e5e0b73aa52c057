using System.Text.Json;
using System.Text.Json.Serialization;
using Elsa.Workflows.State;

namespace Elsa.Workflows.Serialization;

/// <summary>Writes the type of an exception by its name; a name that means nothing here is kept, and stands for an exception.</summary>
internal sealed class ExceptionStateConverter : JsonConverter<ExceptionState>
{
    public override ExceptionState Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var json = ArgumentJson.ReadObject(ref reader, "An exception");
        var inner = json.TryGetProperty("innerException", out var cause) && cause.ValueKind == JsonValueKind.Object ? cause.Deserialize<ExceptionState>(options) : null;
        var metadata = json.TryGetProperty("metadata", out var more) && more.ValueKind == JsonValueKind.Object ? more.Deserialize<Dictionary<string, string>>(options) : null;
        return new ExceptionState(typeof(Exception), Text(json, "message") ?? "", Text(json, "stackTrace"), inner) { TypeName = Text(json, "type"), Metadata = metadata };
    }

    public override void Write(Utf8JsonWriter writer, ExceptionState value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("type", value.TypeName ?? NameOf(value.Type));
        writer.WriteString("message", value.Message);
        if (value.StackTrace is not null)
            writer.WriteString("stackTrace", value.StackTrace);
        Write(writer, "innerException", value.InnerException, options);
        Write(writer, "metadata", value.Metadata, options);
        writer.WriteEndObject();
    }

    private static void Write<T>(Utf8JsonWriter writer, string name, T? value, JsonSerializerOptions options) where T : class
    {
        if (value is null)
            return;
        writer.WritePropertyName(name);
        JsonSerializer.Serialize(writer, value, options);
    }

    // As recorded: exceptions of the platform and of the engine go by their short name.
    private static string NameOf(Type type) => type.Namespace == "System" || type.Namespace?.StartsWith("Elsa.", StringComparison.Ordinal) == true ? type.Name : type.FullName ?? type.Name;

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
