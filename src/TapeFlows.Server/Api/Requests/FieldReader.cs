using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using TapeFlows.Scheduling.Schedules;

namespace TapeFlows.Server.Api.Requests;

/// <summary>
/// Reads a JSON object into a record of this API, field by field: each that is unknown, of another type or out of its <see cref="RangeAttribute"/> gets an error of its own, so that a caller
/// hears of all mistakes at once. Fields that are not there keep their defaults.
/// </summary>
internal sealed class FieldReader
{
    private const int LongestQuote = 60;
    private static readonly string Own = typeof(ApiJson).Namespace!;

    /// <summary>What is wrong so far.</summary>
    public List<FieldError> Errors { get; } = [];

    /// <summary>Reads an object.</summary>
    /// <param name="json">The object.</param>
    /// <param name="type">The record: a constructor without parameters, settable properties.</param>
    /// <param name="path">How the object is called in errors; empty: it is the body.</param>
    public object Read(JsonElement json, Type type, string path)
    {
        var shape = ApiJson.Options.GetTypeInfo(type);
        var value = shape.CreateObject!();
        foreach (var field in json.EnumerateObject())
        {
            var name = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
            if (shape.Properties.FirstOrDefault(property => property.Name == field.Name) is { } property)
                Set(value, property, field.Value, name);
            else if (!ReadOnlyFieldsAttribute.Has(type, field.Name))
                Errors.Add(new FieldError(name, $"There is no such field. There are {string.Join(", ", shape.Properties.Select(x => x.Name))}."));
        }

        return value;
    }

    /// <summary>Reads one field of a record.</summary>
    public void Set(object record, JsonPropertyInfo property, JsonElement json, string name)
    {
        var before = Errors.Count;
        var value = json.ValueKind == JsonValueKind.Null ? null : ValueOf(json, property.PropertyType, name);
        if (Errors.Count > before)
            return;
        if (value is not null && RangeOf(property) is { } range && !range.IsValid(value))
            Errors.Add(new FieldError(name, string.Create(CultureInfo.InvariantCulture, $"{value} is out of range: {range.Minimum} to {range.Maximum}.")));
        else
            property.Set!(record, value);
    }

    private object? ValueOf(JsonElement json, Type type, string name)
    {
        var shape = ApiJson.Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
        if (IsOwn(shape) && json.ValueKind == JsonValueKind.Object)
            return Read(json, shape.Type, name);
        if (ShortFormAttribute.Of(shape.Type) is { } only && json.ValueKind == JsonValueKind.String)
            return Read(JsonSerializer.SerializeToElement(new JsonObject { [only] = json.GetString() }, ApiJson.Options), shape.Type, name);
        if (shape.Kind == JsonTypeInfoKind.Enumerable && json.ValueKind == JsonValueKind.Array && shape.ElementType is { } item && IsOwn(ApiJson.Options.GetTypeInfo(item)))
            return ListOf(json, item, name);
        try
        {
            return json.Deserialize(type, ApiJson.Options);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            var place = (e as JsonException)?.Path is { Length: > 1 } inner ? name + inner[1..] : name;
            Errors.Add(new FieldError(place, $"{Quote(json)} does not belong here. {Expected(shape.Type)}"));
            return null;
        }
    }

    private Array ListOf(JsonElement json, Type item, string name)
    {
        var list = Array.CreateInstance(item, json.GetArrayLength());
        for (var i = 0; i < list.Length; i++)
            list.SetValue(ValueOf(json[i], item, string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]")), i);
        return list;
    }

    private static bool IsOwn(JsonTypeInfo shape) => shape.Kind == JsonTypeInfoKind.Object && shape.Type.Namespace?.StartsWith(Own, StringComparison.Ordinal) == true;

    private static RangeAttribute? RangeOf(JsonPropertyInfo property) =>
        property.AttributeProvider?.GetCustomAttributes(typeof(RangeAttribute), inherit: true).OfType<RangeAttribute>().FirstOrDefault();

    private static string Quote(JsonElement json)
    {
        var text = json.GetRawText();
        return text.Length <= LongestQuote ? text : text[..LongestQuote] + "...";
    }

    private static string Expected(Type type) => type switch
    {
        _ when type.IsEnum => $"Write one of {string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName))}.",
        _ when type == typeof(bool) => "Write true or false.",
        _ when type == typeof(int) || type == typeof(long) => "Write a whole number.",
        _ when type == typeof(double) => "Write a number.",
        _ when type == typeof(string) => "Write a text in quotation marks.",
        _ when type == typeof(Guid) => "Write an identity, for example \"0199c1a2-8f4e-7c31-9c52-2b1d5a7e4f10\".",
        _ when type == typeof(DateTimeOffset) => "Write a moment with its offset, for example \"2026-12-25T14:30:00Z\".",
        _ when type == typeof(TimeOnly) => "Write a time of day, for example \"02:00:00\".",
        _ when IsOwn(ApiJson.Options.GetTypeInfo(type)) => $"Write an object with {string.Join(", ", ApiJson.Options.GetTypeInfo(type).Properties.Select(property => property.Name))}.",
        _ when type == typeof(JsonObject) => "Write an object.",
        _ when ApiJson.Options.GetTypeInfo(type).Kind == JsonTypeInfoKind.Dictionary => "Write an object.",
        _ => "Write a list.",
    };
}

/// <summary>Names a record whose fields are shown together with those of this one, and may be sent back with them: they are passed over.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ReadOnlyFieldsAttribute(Type shown) : Attribute
{
    private readonly HashSet<string> _names = [.. shown.GetProperties().Select(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name))];

    /// <summary>Whether a field is one of those.</summary>
    public static bool Has(Type type, string field) => GetCustomAttribute(type, typeof(ReadOnlyFieldsAttribute)) is ReadOnlyFieldsAttribute given && given._names.Contains(field);
}

/// <summary>Names the field of a record that a text alone stands for.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ShortFormAttribute(string field) : Attribute
{
    /// <summary>The field of a type; <see langword="null"/>: it has no short form.</summary>
    public static string? Of(Type type) => (GetCustomAttribute(type, typeof(ShortFormAttribute)) as ShortFormAttribute)?._field;

    private readonly string _field = field;
}
