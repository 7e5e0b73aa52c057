using System.Text.Json.Nodes;
using TapeFlows.Server.Access.Store;

namespace TapeFlows.Server.Access.Audit;

/// <summary>Who changed what.</summary>
/// <param name="Number">Grows with each entry.</param>
/// <param name="At">When.</param>
/// <param name="Who">The name of the user or key.</param>
/// <param name="Address">Where from; null: from within.</param>
/// <param name="Action">What was done, as <c>noun.verb</c>.</param>
/// <param name="Target">The name or id of what was changed.</param>
/// <param name="Before">What it was; null: it was not.</param>
/// <param name="After">What it is; null: it is no more.</param>
internal sealed record AuditEntry(long Number, DateTimeOffset At, string Who, string? Address, string Action, string Target, JsonNode? Before, JsonNode? After)
{
    public static AuditEntry Of(AuditRow row) => new(row.Number, row.At, row.Who, row.Address, row.Action, row.Target, Read(row.Before), Read(row.After));

    private static JsonNode? Read(string? json) => json is null ? null : JsonNode.Parse(json);
}

/// <summary>Which entries to show.</summary>
internal sealed record AuditQuery
{
    /// <summary>Of this user or key.</summary>
    public string? Who { get; init; }

    /// <summary>Of this action, or, with an asterisk at its end, of those that begin so: <c>task.*</c>.</summary>
    public string? Action { get; init; }

    /// <summary>What was done to this.</summary>
    public string? Target { get; init; }

    /// <summary>From this moment on.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Before this moment.</summary>
    public DateTimeOffset? Until { get; init; }
}
