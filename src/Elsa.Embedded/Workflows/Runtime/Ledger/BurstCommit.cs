using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Runtime.Entities;

namespace Elsa.Workflows.Runtime.Ledger;

/// <summary>What must be there before a commit.</summary>
internal enum StoreMode
{
    /// <summary>No instance with the identity.</summary>
    Insert,

    /// <summary>The instance.</summary>
    Update,

    /// <summary>Anything: nobody guards the run.</summary>
    Upsert,
}

/// <summary>What a burst has changed since its last commit; all of it is stored, or nothing.</summary>
internal sealed record BurstCommit
{
    public required WorkflowInstance Instance { get; init; }

    public required StoreMode Mode { get; init; }

    /// <summary>The instance may have a claim: it is the instance's from the first commit on, and ends with it.</summary>
    public bool MayHaveClaim { get; init; }

    /// <summary>The right to commit; null if nobody else can know of the instance yet.</summary>
    public Lease? Lease { get; init; }

    /// <summary>The dispatch that this commit fulfils; it must still be there, with this node.</summary>
    public DispatchItem? Fulfils { get; init; }

    /// <summary>The burst goes on: a lease that is to be taken (or kept), with what to do should the node die.</summary>
    public Lease? Next { get; init; }

    public string? Continuation { get; init; }

    public required IReadOnlyCollection<StoredBookmark> AddedBookmarks { get; init; }

    public required IReadOnlyCollection<string> RemovedBookmarkIds { get; init; }

    public required IReadOnlyCollection<WorkflowExecutionLogRecord> Journal { get; init; }

    public required IReadOnlyCollection<ActivityExecutionRecord> Executions { get; init; }

    public required IReadOnlyCollection<DispatchItem> Dispatches { get; init; }
}

/// <summary>Another node has the instance, or did what this one was to do: nothing was stored.</summary>
internal sealed class LeaseLostException(string instanceId, Exception? inner = null)
    : Exception($"The workflow instance '{instanceId}' is run by someone else by now: what this burst did since its last commit was not stored.", inner);
