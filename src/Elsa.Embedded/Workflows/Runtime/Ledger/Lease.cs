namespace Elsa.Workflows.Runtime.Ledger;

/// <summary>The right of a node to run an instance, until it gives it back or dies. Every commit of the burst proves it anew, in the same transaction.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="NodeId">The node.</param>
/// <param name="Token">Tells this lease from earlier ones of the same node.</param>
internal sealed record Lease(string InstanceId, string NodeId, long Token);

/// <summary>A lease as it is stored.</summary>
internal sealed class LeaseRecord
{
    public string InstanceId { get; set; } = default!;

    public string NodeId { get; set; } = default!;

    public long Token { get; set; }

    public DateTimeOffset TakenAt { get; set; }

    /// <summary>What has to be done if the node dies now: a message of <see cref="DispatchKind.Run"/>; null if nothing was promised yet.</summary>
    public string? Continuation { get; set; }

    /// <summary>Someone wants the instance to end; the node that has the lease does it.</summary>
    public bool IsCancelRequested { get; set; }
}
