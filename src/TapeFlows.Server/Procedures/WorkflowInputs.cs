using System.Collections;
using System.Globalization;
using System.Text.Json;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Models;
using Converters = System.ComponentModel.TypeDescriptor;

namespace TapeFlows.Server.Procedures;

/// <summary>Turns <c>name=value</c> into the values that a workflow declares.</summary>
internal static class WorkflowInputs
{
    /// <summary>Reads what was typed.</summary>
    /// <param name="definition">The workflow, which declares its inputs.</param>
    /// <param name="typed">Texts such as <c>Pool=offsite</c>.</param>
    /// <exception cref="UsageException">A text names no declared input, or its value is none of the declared type.</exception>
    public static IDictionary<string, object> Read(WorkflowDefinition definition, IEnumerable<string> typed)
    {
        var values = new Dictionary<InputDefinition, List<string>>();
        foreach (var text in typed)
        {
            var (name, value) = text.Split('=', 2) is [{ Length: > 0 } left, var right] ? (left, right) : throw new UsageException($"--input '{text}' is no NAME=VALUE.");
            var input = Find(definition, name);
            if (!values.TryGetValue(input, out var list))
                values[input] = list = [];
            list.Add(value);
        }

        return values.ToDictionary(pair => pair.Key.Name, pair => Convert(pair.Key, pair.Value), StringComparer.Ordinal);
    }

    private static InputDefinition Find(WorkflowDefinition definition, string name)
    {
        var inputs = definition.Inputs;
        return inputs.FirstOrDefault(input => input.Name == name)
            ?? inputs.FirstOrDefault(input => string.Equals(input.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException(inputs.Count == 0
                ? $"The workflow '{definition.DefinitionId}' has no inputs: leave --input {name} out."
                : $"The workflow '{definition.DefinitionId}' has no input '{name}'; it has {string.Join(", ", inputs.Select(input => $"{input.Name} ({WordFor(input.Type)})"))}.");
    }

    private static object Convert(InputDefinition input, List<string> values)
    {
        if (ElementOf(input.Type) is { } element)
            return ReadList(input, element, values);
        if (values.Count > 1)
            throw new UsageException($"--input {input.Name} was given {values.Count} times and takes one {WordFor(input.Type)}.");
        return ReadOne(input, input.Type, values[0]);
    }

    private static object ReadList(InputDefinition input, Type element, List<string> values)
    {
        if (values is [['[', ..] json])
            return ReadJson(input, input.Type.IsInterface ? element.MakeArrayType() : input.Type, json);
        var list = Array.CreateInstance(element, values.Count);
        for (var i = 0; i < values.Count; i++)
            list.SetValue(ReadOne(input, element, values[i]), i);
        return input.Type.IsInstanceOfType(list) ? list : ReadJson(input, input.Type, JsonSerializer.Serialize(list, list.GetType()));
    }

    private static object ReadOne(InputDefinition input, Type type, string text)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        try
        {
            if (type == typeof(string))
                return text;
            if (type == typeof(object))
                return text is ['{' or '[', ..] ? ReadJson(input, type, text) : text;
            if (type == typeof(DateTimeOffset))
                return DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal);
            if (Converters.GetConverter(type) is { } converter && converter.CanConvertFrom(typeof(string)))
                return converter.ConvertFromInvariantString(text) ?? throw new FormatException();
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            throw Wrong(input, type, text);
        }

        return ReadJson(input, type, text);
    }

    private static object ReadJson(InputDefinition input, Type type, string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type, JsonSerializerOptions.Web) ?? throw Wrong(input, type, json);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw Wrong(input, type, json);
        }
    }

    private static UsageException Wrong(InputDefinition input, Type type, string text) => new($"--input {input.Name}={text}: that is no {WordFor(type)}.");

    private static Type? ElementOf(Type type)
    {
        if (type == typeof(string) || !typeof(IEnumerable).IsAssignableFrom(type) || typeof(IDictionary).IsAssignableFrom(type) || type.Namespace?.StartsWith("System.Text.Json", StringComparison.Ordinal) == true)
            return null;
        if (type.IsArray)
            return type.GetElementType();
        return type.IsGenericType && type.GetGenericArguments() is [var element] ? element : null;
    }

    private static string WordFor(Type type) => ElementOf(type) is { } element ? $"list of {WordFor(element)}" : (Nullable.GetUnderlyingType(type) ?? type).Name;
}
