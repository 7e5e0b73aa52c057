using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Elsa.Common.Models;
using Elsa.Expressions.Exceptions;

namespace Elsa.Expressions.Helpers;

/// <summary>Turns values into the type that is wanted, the way a person who wrote the definition would expect it.</summary>
public static class ObjectConverter
{
    /// <summary>Converts, or throws <see cref="TypeConversionException"/>.</summary>
    public static T? ConvertTo<T>(this object? value, ObjectConverterOptions? converterOptions = null) =>
        value is T ready ? ready : (T?)ConvertTo(value, typeof(T), converterOptions);

    /// <summary>Converts, or says why not.</summary>
    public static Result TryConvertTo<T>(this object? value, ObjectConverterOptions? converterOptions = null) => TryConvertTo(value, typeof(T), converterOptions);

    /// <summary>Converts, or says why not.</summary>
    public static Result TryConvertTo(this object? value, Type targetType, ObjectConverterOptions? converterOptions = null)
    {
        try
        {
            return new Result(true, ConvertTo(value, targetType, converterOptions), null);
        }
        catch (TypeConversionException e)
        {
            return new Result(false, null, e);
        }
    }

    /// <summary>Converts, or throws <see cref="TypeConversionException"/>.</summary>
    public static object? ConvertTo(this object? value, Type targetType, ObjectConverterOptions? converterOptions = null)
    {
        if (value is null)
            return targetType.IsValueType && Nullable.GetUnderlyingType(targetType) is null ? Activator.CreateInstance(targetType) : null;

        if (targetType.IsInstanceOfType(value) && (targetType != typeof(object) || value is not JsonElement))
            return value;

        var type = Nullable.GetUnderlyingType(targetType) ?? targetType;
        if (type != targetType && type.IsInstanceOfType(value))
            return value;

        try
        {
            return Convert(value, type, converterOptions);
        }
        catch (Exception e) when (e is not TypeConversionException)
        {
            throw Failure(value, targetType, e);
        }
    }

    private static object? Convert(object value, Type type, ObjectConverterOptions? options) => value switch
    {
        JsonElement element => FromJson(element, type, options),
        JsonNode node => FromJson(JsonSerializer.SerializeToElement(node), type, options),
        string text => FromText(text, type, options),
        _ when type == typeof(string) => ToText(value),
        _ when type.IsEnum => Enum.ToObject(type, value),
        IConvertible when type.IsPrimitive || type == typeof(decimal) => System.Convert.ChangeType(value, type, CultureInfo.InvariantCulture),
        DateTimeOffset instant when type == typeof(DateTime) => instant.UtcDateTime,
        DateTime instant when type == typeof(DateTimeOffset) => new DateTimeOffset(instant.ToUniversalTime()),
        IEnumerable items when ItemType(type) is { } itemType => ToCollection(items, type, itemType, options),
        _ => JsonSerializer.SerializeToElement(value, options?.SerializerOptions ?? JsonValue.Options).Deserialize(type, options?.SerializerOptions ?? JsonValue.Options),
    };

    private static object? FromJson(JsonElement element, Type type, ObjectConverterOptions? options)
    {
        if (type == typeof(object))
            return JsonValue.Read(element);
        if (type == typeof(string))
            return element.ValueKind == JsonValueKind.String ? element.GetString() : element.GetRawText();
        if (element.ValueKind == JsonValueKind.String && type != typeof(JsonNode))
            return FromText(element.GetString()!, type, options);
        if (element.ValueKind == JsonValueKind.Array && ItemType(type) is { } itemType)
            return ToCollection(element.EnumerateArray().Select(x => (object)x), type, itemType, options);
        return element.Deserialize(type, options?.SerializerOptions ?? JsonValue.Options);
    }

    private static object? FromText(string text, Type type, ObjectConverterOptions? options)
    {
        if (type == typeof(string) || type == typeof(object))
            return text;
        if (string.IsNullOrWhiteSpace(text) && !type.IsEnum)
            return type.IsValueType ? throw new FormatException("The text is empty.") : null;
        if (type.IsEnum)
            return Enum.Parse(type, text, ignoreCase: true);
        if (type == typeof(DateTimeOffset))
            return DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        if (type == typeof(DateTime))
            return DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
        if (type == typeof(JsonElement))
            return JsonDocument.Parse(text).RootElement.Clone();
        if (text.AsSpan().TrimStart() is ['{' or '[', ..])
            return FromJson(JsonDocument.Parse(text).RootElement.Clone(), type, options);
        if (ItemType(type) is { } itemType)
            return ToCollection(text.Split(','), type, itemType, options);

        var converter = TypeDescriptor.GetConverter(type);
        return converter.CanConvertFrom(typeof(string))
            ? converter.ConvertFromInvariantString(text)
            : throw new FormatException("There is no conversion from text.");
    }

    private static string? ToText(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTime or DateTimeOffset => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable => JsonSerializer.Serialize(value, JsonValue.Options),
        _ => value.ToString(),
    };

    private static object ToCollection(IEnumerable items, Type type, Type itemType, ObjectConverterOptions? options)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(itemType))!;
        foreach (var item in items)
            list.Add(item.ConvertTo(itemType, options));

        if (type.IsArray)
        {
            var array = Array.CreateInstance(itemType, list.Count);
            list.CopyTo(array, 0);
            return array;
        }

        return type.IsInstanceOfType(list) ? list : Activator.CreateInstance(type, list)!;
    }

    private static Type? ItemType(Type type)
    {
        if (type == typeof(string) || typeof(IDictionary).IsAssignableFrom(type) || !typeof(IEnumerable).IsAssignableFrom(type))
            return null;
        if (type.IsArray)
            return type.GetElementType();
        var enumerable = new[] { type }.Concat(type.GetInterfaces()).FirstOrDefault(x => x.IsGenericType && x.GetGenericTypeDefinition() == typeof(IEnumerable<>));
        var item = enumerable?.GetGenericArguments()[0];
        return item is { IsGenericType: true } && item.GetGenericTypeDefinition() == typeof(KeyValuePair<,>) ? null : item;
    }

    private static TypeConversionException Failure(object value, Type targetType, Exception cause)
    {
        var text = ToText(value) ?? "";
        var shown = text.Length > 80 ? text[..80] + "..." : text;
        return new TypeConversionException($"Cannot convert '{shown}' ({value.GetType().Name}) to {targetType.Name}: {cause.Message}", value, targetType, cause);
    }
}
