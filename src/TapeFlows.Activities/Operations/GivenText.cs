namespace TapeFlows.Activities.Operations;

/// <summary>A text of a designer: nothing typed means nothing chosen.</summary>
internal static class GivenText
{
    public static string? OrNull(this string? text) => string.IsNullOrEmpty(text) ? null : text;
}
