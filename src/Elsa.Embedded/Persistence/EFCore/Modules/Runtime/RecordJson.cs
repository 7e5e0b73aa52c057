using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Elsa.Expressions.Helpers;
using Elsa.Workflows.Serialization;

namespace Elsa.Persistence.EFCore.Modules.Runtime;

/// <summary>How records for people are stored: camelCase, no nulls, enumerations as names, types by their short names, bags as they are.</summary>
internal sealed class RecordJson
{
    private const int MaxDepth = 512;

    public RecordJson(TypeAliases aliases) => Options = new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        PropertyNameCaseInsensitive = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        ReferenceHandler = ReferenceHandler.IgnoreCycles,
        MaxDepth = MaxDepth,
        Converters =
        {
            new JsonStringEnumConverter(),
            new PropertyBagConverter(),
            new AnyValueConverter(),
            new RecordedTypeConverter(aliases),
        },
    };

    public JsonSerializerOptions Options { get; }

    /// <summary>Writes a value, or nothing for nothing.</summary>
    public string? Write(object? value) => value is null ? null : JsonSerializer.Serialize(value, value.GetType(), Options);

    /// <summary>Reads a value of a type.</summary>
    public T? Read<T>(string? json) => json is null ? default : JsonSerializer.Deserialize<T>(json, Options);

    // A value without a known type comes back as a plain value, or stays JSON.
    private sealed class AnyValueConverter : JsonConverter<object>
    {
        public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonValue.Read(JsonElement.ParseValue(ref reader));

        public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
        {
            if (value.GetType() == typeof(object))
            {
                writer.WriteStartObject();
                writer.WriteEndObject();
            }
            else
            {
                JsonSerializer.Serialize(writer, value, value.GetType(), options);
            }
        }
    }

    // The type of an exception of long ago may be gone, and only registered names become types: any other reads as Exception.
    private sealed class RecordedTypeConverter(TypeAliases aliases) : JsonConverter<Type>
    {
        public override bool CanConvert(Type typeToConvert) => typeof(Type).IsAssignableFrom(typeToConvert);

        public override Type Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var name = reader.GetString();
            return aliases.Find(name) ?? FindException(name) ?? typeof(Exception);
        }

        public override void Write(Utf8JsonWriter writer, Type value, JsonSerializerOptions options) => writer.WriteStringValue(
            typeof(Exception).IsAssignableFrom(value) ? value.FullName : aliases.NameOf(value));

        // Types of exceptions are only looked at, and only loaded assemblies are asked.
        private static Type? FindException(string? name) => name is null
            ? null
            : AppDomain.CurrentDomain.GetAssemblies().Select(x => x.GetType(name)).FirstOrDefault(x => x is not null && typeof(Exception).IsAssignableFrom(x));
    }
}
