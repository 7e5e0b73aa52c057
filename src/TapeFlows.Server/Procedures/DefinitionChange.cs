namespace TapeFlows.Server.Procedures;

/// <summary>One difference between two versions of a definition.</summary>
/// <param name="Kind"><c>added</c>, <c>removed</c> or <c>changed</c>.</param>
/// <param name="Subject"><c>activity</c>, <c>connection</c>, <c>input</c>, <c>output</c>, <c>variable</c>, <c>definition</c> or <c>layout</c>.</param>
/// <param name="Id">Which one.</param>
/// <param name="Property">What of it changed; null where all of it came or went.</param>
/// <param name="From">What it was, in words or JSON.</param>
/// <param name="To">What it is.</param>
internal sealed record DefinitionChange(string Kind, string Subject, string Id, string? Property, string? From, string? To)
{
    /// <summary>The difference in one line.</summary>
    public string Text() => Kind switch
    {
        "added" => $"+ {Subject} {Id}{Detail(To)}",
        "removed" => $"- {Subject} {Id}{Detail(From)}",
        _ => $"~ {Subject} {Id}{(Property is null ? "" : "." + Property)}: {From ?? "(nothing)"} -> {To ?? "(nothing)"}",
    };

    private static string Detail(string? text) => text is null ? "" : $" ({text})";
}
