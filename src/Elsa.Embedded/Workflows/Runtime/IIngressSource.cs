namespace Elsa.Workflows.Runtime;

/// <summary>Brings work to the runtime: the scheduler, requests, the dispatch queue.</summary>
public interface IIngressSource
{
    /// <summary>The name.</summary>
    string Name { get; }

    /// <summary>Where it stands.</summary>
    IngressSourceState CurrentState { get; }

    /// <summary>For how long it may take to stop.</summary>
    TimeSpan PauseTimeout { get; }

    /// <summary>Stops it.</summary>
    ValueTask PauseAsync(CancellationToken cancellationToken);

    /// <summary>Starts it.</summary>
    ValueTask ResumeAsync(CancellationToken cancellationToken);
}

/// <summary>What people do to the runtime.</summary>
public interface IWorkflowRuntimeAdminService
{
    /// <summary>Where the runtime stands.</summary>
    RuntimeAdminStatus GetStatus();

    /// <summary>Takes up no new work until someone ends the pause.</summary>
    ValueTask<QuiescenceState> PauseAsync(string? reason, string? requestedBy, CancellationToken cancellationToken);

    /// <summary>Ends the pause.</summary>
    ValueTask<QuiescenceState> ResumeAsync(string? requestedBy, CancellationToken cancellationToken);

    /// <summary>Interrupts all bursts at once.</summary>
    ValueTask<DrainOutcome> ForceDrainAsync(string? reason, string? requestedBy, CancellationToken cancellationToken);
}

/// <summary>Where the runtime stands.</summary>
/// <param name="State">Whether it takes up new work.</param>
/// <param name="Sources">The sources of work.</param>
/// <param name="ActiveExecutionCycleCount">How many bursts go on.</param>
public sealed record RuntimeAdminStatus(QuiescenceState State, IReadOnlyCollection<IngressSourceSnapshot> Sources, int ActiveExecutionCycleCount);
