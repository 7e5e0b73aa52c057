using System.Collections;
using System.Text.Json;
using Elsa.Expressions.Helpers;
using Elsa.Workflows.Models;

namespace Elsa.Workflows;

/// <summary>Reads inputs that stand for many values.</summary>
public static class ItemSourceActivityExecutionContextExtensions
{
    /// <summary>The values of an input: those of a list or a stream, those that a text writes as JSON, or the one value itself.</summary>
    public static async IAsyncEnumerable<T?> GetItemSource<T>(this ActivityExecutionContext context, Input<object> input)
    {
        var source = context.Get(input);
        if (source is IAsyncEnumerable<T> stream)
        {
            await foreach (var item in stream)
                yield return item;
            yield break;
        }

        foreach (var item in Items(source))
            yield return item.ConvertTo<T>();
    }

    internal static IEnumerable Items(object? source) => source switch
    {
        null => Array.Empty<object>(),
        string text when text.AsSpan().TrimStart() is ['[', ..] => ReadList(text),
        string { Length: 0 } => Array.Empty<object>(),
        JsonElement { ValueKind: JsonValueKind.Array } array => array.EnumerateArray().ToArray(),
        IEnumerable many and not string and not IDictionary => many,
        _ => new[] { source },
    };

    private static JsonElement[] ReadList(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement[]>(text)!;
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"The text begins as a list of items does and is none: {e.Message}", e);
        }
    }
}
