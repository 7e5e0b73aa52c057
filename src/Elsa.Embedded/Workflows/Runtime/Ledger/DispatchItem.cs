namespace Elsa.Workflows.Runtime.Ledger;

/// <summary>What is to be done.</summary>
internal enum DispatchKind
{
    /// <summary>Start an instance.</summary>
    Start,

    /// <summary>Run a burst of an instance.</summary>
    Run,

    /// <summary>Find out what an event starts and resumes.</summary>
    Stimulus,

    /// <summary>Cancel an instance.</summary>
    Cancel,

    /// <summary>A step of a plan of alterations.</summary>
    Alteration,
}

/// <summary>Work that was promised: it stays here until the transaction that keeps the promise removes it.</summary>
internal sealed class DispatchItem
{
    public string Id { get; set; } = default!;

    public DispatchKind Kind { get; set; }

    /// <summary>The instance that is started, run or cancelled.</summary>
    public string? InstanceId { get; set; }

    /// <summary>The instance that asked for it.</summary>
    public string? ParentInstanceId { get; set; }

    /// <summary>A message as JSON; its type follows from the kind.</summary>
    public string Message { get; set; } = default!;

    /// <summary>The node that works at it.</summary>
    public string? NodeId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it is due.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>How often it failed.</summary>
    public int Attempts { get; set; }

    /// <summary>Why it failed last.</summary>
    public string? LastError { get; set; }
}
