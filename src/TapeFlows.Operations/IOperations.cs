namespace TapeFlows.Operations;

/// <summary>The durable operations of all nodes on one database.</summary>
public interface IOperations
{
    /// <summary>Whether operations are done by this process alone, as on a command line: see <see cref="OperationsOptions.IsPrivate"/>.</summary>
    bool IsPrivate { get; }

    /// <summary>Makes ready what the first operation needs, so that it need not wait for it. Not needed; a command that is about to have one can do other things meanwhile.</summary>
    Task PrepareAsync(CancellationToken cancellationToken = default);

    /// <summary>Where operations are private: does one here and now.</summary>
    /// <param name="request">The operation.</param>
    /// <param name="stopping">Ends it as <see cref="CancelAsync"/> does.</param>
    /// <returns>It, at its end.</returns>
    /// <exception cref="InvalidOperationException">Operations are not private.</exception>
    Task<Operation> DoAsync(OperationRequest request, CancellationToken stopping);

    /// <summary>A run is over: what is unfinished of it ends, and its volumes go back into their slots, on whatever node they are. Harmless when it was told before.</summary>
    Task EndRunAsync(string run, CancellationToken cancellationToken = default);

    /// <summary>The process that did a run alone is gone, as the caller knows for certain: what it had is free at once, and what is unfinished of the run ends.</summary>
    Task AbandonAsync(string run, CancellationToken cancellationToken = default);

    /// <summary>Enqueues an operation; it starts at once when its drive is free here. With a key that is known already nothing is enqueued.</summary>
    /// <returns>The operation as it stands: perhaps one that is running or has ended, when the key was known.</returns>
    /// <exception cref="OperationException">The request cannot work, or its key is that of another kind of operation.</exception>
    Task<Operation> EnqueueAsync(OperationRequest request, CancellationToken cancellationToken = default);

    /// <summary>An operation; <see langword="null"/>: there is none of that identity.</summary>
    Task<Operation?> GetAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Operations, newest first.</summary>
    Task<IReadOnlyList<Operation>> ListAsync(OperationQuery query, CancellationToken cancellationToken = default);

    /// <summary>The attempts at an operation, in order.</summary>
    Task<IReadOnlyList<OperationAttempt>> ListAttemptsAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Ends an operation: one that is running at the next block, with its volume left consistent; any other at once.</summary>
    /// <returns>Whether there was something to end.</returns>
    Task<bool> CancelAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Stops an operation where it can go on from. Only a write has such places before its end; the others begin anew.</summary>
    /// <returns>Whether there was something to pause.</returns>
    Task<bool> PauseAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Has an operation go on that is paused, or waits for a person.</summary>
    /// <returns>Whether there was something to resume.</returns>
    Task<bool> ResumeAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Says that the volume that an operation waits for will not come: it ends with <see cref="OperationOutcome.NeedsOperator"/>.</summary>
    /// <param name="id">The operation.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="remark">Why; <see langword="null"/>: it is not said.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it waited.</returns>
    Task<bool> RefuseAsync(Guid id, string by, string? remark = null, CancellationToken cancellationToken = default);

    /// <summary>An operation as it changes, at most twice a second, up to its end. What a slow watcher missed is left out.</summary>
    IAsyncEnumerable<Operation> WatchAsync(Guid id, CancellationToken cancellationToken = default);
}

/// <summary>An operation cannot be what was asked for. The message says why.</summary>
public sealed class OperationException(string message) : InvalidOperationException(message);
