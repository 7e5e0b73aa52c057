using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Elsa.Common.Models;

namespace Elsa.Common.Converters;

/// <summary>Reads and writes version options as their text; a number is read as well.</summary>
public class VersionOptionsJsonConverter : JsonConverter<VersionOptions>
{
    /// <inheritdoc />
    public override VersionOptions Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.Number ? reader.GetInt32().ToString(CultureInfo.InvariantCulture) : reader.GetString();
        return VersionOptions.TryParse(text!, out var value) ? value : throw new JsonException($"'{text}' names no version.");
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, VersionOptions value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>Reads version options from text, for parameters of requests and configuration.</summary>
public class VersionOptionsTypeConverter : TypeConverter
{
    /// <inheritdoc />
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) => sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

    /// <inheritdoc />
    public override object ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string text ? VersionOptions.FromString(text) : base.ConvertFrom(context, culture, value)!;
}
