using Elsa.Workflows.Runtime.Entities;

namespace Elsa.Workflows.Runtime.Ledger;

/// <summary>What the runtime keeps beside the instances: which node runs what, and what is still to be done. Each method is one transaction.</summary>
internal interface IRuntimeLedger
{
    /// <summary>Adds this process to the nodes, and removes those of the same host whose process is gone.</summary>
    Task JoinAsync(NodeRecord node, TimeSpan lifetime, CancellationToken cancellationToken);

    /// <summary>Stays alive; false if the others gave the node up.</summary>
    Task<bool> BeatAsync(string nodeId, TimeSpan lifetime, CancellationToken cancellationToken);

    /// <summary>Leaves the nodes.</summary>
    Task LeaveAsync(string nodeId, CancellationToken cancellationToken);

    /// <summary>Makes dispatches of what dead nodes left behind, and says how many instances they ran.</summary>
    Task<int> TakeOverAsync(int maxCount, CancellationToken cancellationToken);

    /// <summary>The instances of a node that someone wants to end.</summary>
    Task<IReadOnlyList<string>> FindCancelRequestsAsync(string nodeId, CancellationToken cancellationToken);

    /// <summary>Takes the lease, if no living node has it.</summary>
    Task<bool> TryLeaseAsync(Lease lease, string? continuation, CancellationToken cancellationToken);

    /// <summary>Gives the lease back, and stores what is to be done next. Nothing happens if the lease is lost.</summary>
    Task ReleaseAsync(Lease lease, DispatchItem? next, CancellationToken cancellationToken);

    /// <summary>Asks the node that has the lease to end the instance; false if there is none.</summary>
    Task<bool> RequestCancelAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>Stores what a burst did, or throws <see cref="LeaseLostException"/>.</summary>
    Task CommitAsync(BurstCommit commit, CancellationToken cancellationToken);

    /// <summary>Stores work; false if the claim was refused: then nothing is stored.</summary>
    Task<bool> EnqueueAsync(IReadOnlyCollection<DispatchItem> items, ActivationClaim? claim, CancellationToken cancellationToken);

    /// <summary>Takes work that is due and that no node has.</summary>
    Task<IReadOnlyList<DispatchItem>> ClaimAsync(string nodeId, int maxCount, CancellationToken cancellationToken);

    /// <summary>Replaces a piece of work by what follows from it; false if another node has it by now: then nothing is stored.</summary>
    Task<bool> CompleteAsync(DispatchItem item, IReadOnlyCollection<DispatchItem> next, BookmarkQueueItem? queued, CancellationToken cancellationToken);

    /// <summary>Gives a piece of work back until it is due again.</summary>
    Task PostponeAsync(DispatchItem item, CancellationToken cancellationToken);

    /// <summary>Makes a dispatch of a queued event; false if someone else did.</summary>
    Task<bool> DeliverAsync(BookmarkQueueItem queued, DispatchItem item, CancellationToken cancellationToken);

    /// <summary>Makes the claim of an instance that this node is about to start; true as well if the instance has it already.</summary>
    Task<bool> TryActivateAsync(ActivationClaim claim, string? nodeId, CancellationToken cancellationToken);

    /// <summary>Gives up the claim of an instance that this node was about to start, if it was not stored.</summary>
    Task DeactivateUnstoredAsync(string instanceId, string nodeId, CancellationToken cancellationToken);

    /// <summary>Removes what was to start an instance or to run it; false if there was nothing.</summary>
    Task<bool> ForgetDispatchesAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>Gives up what instances hold that are not or no longer there: claims, leases, bookmarks, dispatches.</summary>
    Task ForgetAsync(IReadOnlyCollection<string> instanceIds, CancellationToken cancellationToken);
}
