using System.Text.Json;

namespace TapeFlows.Scheduling;

/// <summary>The words that values have outside: <c>health_check</c> for <see cref="Tasks.ActionType.HealthCheck"/>. In JSON, CSV, queries and messages alike.</summary>
public static class Words
{
    /// <summary>The word of a value.</summary>
    public static string Of<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>All words of a type, in its order.</summary>
    public static IReadOnlyList<string> All<T>() where T : struct, Enum => [.. Enum.GetValues<T>().Select(Of)];

    /// <summary>The value of a word; <see langword="null"/>: there is no such word.</summary>
    public static T? Read<T>(string? word) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Of(value) == word)
                return value;
        }

        return null;
    }
}
