namespace Elsa.Workflows.Runtime.Ledger;

/// <summary>A process that runs instances.</summary>
internal sealed class NodeRecord
{
    public string Id { get; set; } = default!;

    /// <summary>The machine and the name space of its processes: whoever shares it can see whether the process lives.</summary>
    public string Host { get; set; } = default!;

    public int ProcessId { get; set; }

    /// <summary>Tells the process from a later one with the same id.</summary>
    public long ProcessStart { get; set; }

    /// <summary>Until when the node counts as alive, by the clock of the database where it has one.</summary>
    public DateTimeOffset ExpiresAt { get; set; }
}
