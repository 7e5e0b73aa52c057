using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Ledger;

namespace Elsa.Workflows.Runtime.Bursts;

/// <summary>Why a burst ends before its time.</summary>
internal enum BurstInterruption
{
    None,

    /// <summary>The instance is to end as cancelled.</summary>
    Cancelled,

    /// <summary>The host stops, or the lease is lost: the instance goes on elsewhere from its last commit, as if this burst had not been.</summary>
    Abandoned,
}

/// <summary>One run of an instance on this node, from taking it up until it waits or is done.</summary>
internal sealed class Burst(string instanceId, DateTimeOffset startedAt, Action<Burst>? onDisposed = null) : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _interruption;

    public string InstanceId => instanceId;

    public DateTimeOffset StartedAt => startedAt;

    /// <summary>Nothing of the instance is stored yet.</summary>
    public bool IsNew { get; set; }

    /// <summary>The name that the instance is to have.</summary>
    public string? Name { get; init; }

    /// <summary>The right to commit; a new instance needs none before it is stored.</summary>
    public Lease? Lease { get; set; }

    /// <summary>The dispatch that the first commit fulfils.</summary>
    public DispatchItem? Dispatch { get; set; }

    public bool HasCommitted { get; set; }

    /// <summary>What is to be done should the burst end without an end: a message of <see cref="DispatchKind.Run"/>.</summary>
    public string? Continuation { get; set; }

    /// <summary>What the burst asked others to do; it is stored with the next commit.</summary>
    public List<DispatchItem> Outbox { get; } = [];

    /// <summary>What is called once that is stored.</summary>
    public List<Func<Task>> AfterCommit { get; } = [];

    /// <summary>How many lines of the journal are stored.</summary>
    public int StoredJournal { get; set; }

    /// <summary>The bookmarks that are stored.</summary>
    public Dictionary<string, Bookmark> StoredBookmarks { get; set; } = [];

    /// <summary>Cancelled when the burst is to end.</summary>
    public CancellationToken CancellationToken => _cancellation.Token;

    public BurstInterruption Interruption => (BurstInterruption)Volatile.Read(ref _interruption);

    /// <summary>Completes when the burst is over.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Ends the burst at its next safe point; the first caller says why.</summary>
    public void Interrupt(BurstInterruption why)
    {
        if (Interlocked.CompareExchange(ref _interruption, (int)why, (int)BurstInterruption.None) != (int)BurstInterruption.None)
            return;
        try
        {
            _cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It is over already.
        }
    }

    public void Dispose()
    {
        onDisposed?.Invoke(this);
        _ended.TrySetResult();
        _cancellation.Dispose();
    }
}

/// <summary>The burst of a scope of services: each burst has one of its own.</summary>
internal sealed class BurstAccessor
{
    private static readonly object Key = new();

    public Burst? Current { get; set; }

    /// <summary>Whether the scope only tries something out: then nothing is stored or dispatched.</summary>
    public bool IsTrial { get; set; }

    /// <summary>The burst that a run belongs to. A run that did not come by way of the runtime is its own: nothing guards it, and nobody else knows of it.</summary>
    public Burst Of(WorkflowExecutionContext context)
    {
        if (Current is { } current && current.InstanceId == context.Id)
            return current;
        if (context.TransientProperties.TryGetValue(Key, out var value))
            return (Burst)value;
        var own = new Burst(context.Id, context.CreatedAt);
        context.TransientProperties[Key] = own;
        return own;
    }
}

/// <summary>The host stops, or the instance is run elsewhere: what the burst did since its last commit is not stored.</summary>
internal sealed class BurstAbandonedException(string instanceId)
    : OperationCanceledException($"The workflow instance '{instanceId}' was interrupted; it goes on from its last commit.");
