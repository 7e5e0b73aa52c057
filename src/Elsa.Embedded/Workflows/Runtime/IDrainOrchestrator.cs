namespace Elsa.Workflows.Runtime;

/// <summary>Brings the runtime to rest.</summary>
public interface IDrainOrchestrator
{
    /// <summary>Takes up no new work, lets bursts go on until the deadline, and interrupts the rest: they go on from their last commit at the next start, or on another node.</summary>
    ValueTask<DrainOutcome> DrainAsync(DrainTrigger trigger, CancellationToken cancellationToken = default);
}

/// <summary>What brings the runtime to rest.</summary>
public enum DrainTrigger
{
    /// <summary>The host stops.</summary>
    HostStopSignal,

    /// <summary>Has no meaning here.</summary>
    ShellDeactivation,

    /// <summary>A person wants it, at once.</summary>
    OperatorForce,
}

/// <summary>How it came to rest.</summary>
public enum DrainResult
{
    /// <summary>All bursts ended in time.</summary>
    CompletedWithinDeadline,

    /// <summary>Some were interrupted at the deadline.</summary>
    DeadlineExceeded,

    /// <summary>All were interrupted at once.</summary>
    Forced,

    /// <summary>Something went wrong.</summary>
    AbortedByUnhandledException,
}

/// <summary>What came of a drain.</summary>
/// <param name="OverallResult">How the runtime came to rest.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="CompletedAt">When it ended.</param>
/// <param name="PausePhaseDuration">How long it took to stop the sources of work.</param>
/// <param name="WaitPhaseDuration">How long bursts went on.</param>
/// <param name="Sources">The sources of work.</param>
/// <param name="ExecutionCyclesForceCancelledCount">How many bursts were interrupted.</param>
/// <param name="ForceCancelledInstanceIds">Their instances, not more than the options say.</param>
public sealed record DrainOutcome(
    DrainResult OverallResult,
    DateTimeOffset StartedAt,
    DateTimeOffset CompletedAt,
    TimeSpan PausePhaseDuration,
    TimeSpan WaitPhaseDuration,
    IReadOnlyList<IngressSourceFinalState> Sources,
    int ExecutionCyclesForceCancelledCount,
    IReadOnlyList<string> ForceCancelledInstanceIds)
{
    /// <summary>Whether an earlier drain had done it.</summary>
    public bool WasCached { get; init; }
}

/// <summary>Where a source of work stood at the end of a drain.</summary>
/// <param name="Name">The source.</param>
/// <param name="State">Where it stood.</param>
/// <param name="LastError">What went wrong.</param>
/// <param name="WasForceStopped">Whether it was stopped by force.</param>
public sealed record IngressSourceFinalState(string Name, IngressSourceState State, Exception? LastError, bool WasForceStopped);

/// <summary>Where a source of work stands.</summary>
/// <param name="Name">The source.</param>
/// <param name="State">Where it stands.</param>
/// <param name="LastError">What went wrong.</param>
/// <param name="LastTransitionAt">Since when.</param>
public sealed record IngressSourceSnapshot(string Name, IngressSourceState State, Exception? LastError, DateTimeOffset? LastTransitionAt);

/// <summary>Where a source of work can stand.</summary>
public enum IngressSourceState
{
    /// <summary>Brings work.</summary>
    Running,

    /// <summary>Is about to stop.</summary>
    Pausing,

    /// <summary>Brings none.</summary>
    Paused,

    /// <summary>Could not be stopped.</summary>
    PauseFailed,

    /// <summary>Is about to start.</summary>
    Resuming,

    /// <summary>Could not be started.</summary>
    ResumeFailed,
}
