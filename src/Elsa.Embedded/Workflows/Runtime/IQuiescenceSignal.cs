namespace Elsa.Workflows.Runtime;

/// <summary>Whether the runtime takes up new work. What people ask for explicitly is done in any case.</summary>
public interface IQuiescenceSignal
{
    /// <summary>Where the runtime stands.</summary>
    QuiescenceState CurrentState { get; }

    /// <summary>Whether it takes up new work.</summary>
    bool IsAcceptingNewWork { get; }

    /// <summary>How many bursts go on.</summary>
    int ActiveExecutionCycleCount { get; }

    /// <summary>Takes up no new work until someone ends the pause.</summary>
    ValueTask<QuiescenceState> PauseAsync(string? reasonText, string? requestedBy, CancellationToken cancellationToken);

    /// <summary>Ends the pause.</summary>
    ValueTask<QuiescenceState> ResumeAsync(string? requestedBy, CancellationToken cancellationToken);

    /// <summary>Takes up no new work until the process ends.</summary>
    ValueTask<QuiescenceState> BeginDrainAsync(CancellationToken cancellationToken = default);

    /// <summary>Takes up a pause that was to outlive the last process.</summary>
    ValueTask InitializePersistedStateAsync(CancellationToken cancellationToken);
}

/// <summary>Why no new work is taken up.</summary>
[Flags]
public enum QuiescenceReason
{
    /// <summary>It is taken up.</summary>
    None = 0,

    /// <summary>Someone paused the runtime.</summary>
    AdministrativePause = 1,

    /// <summary>The process is to end.</summary>
    Drain = 2,
}

/// <summary>Where the runtime stands.</summary>
/// <param name="Reason">Why no new work is taken up.</param>
/// <param name="PausedAt">Since when it is paused.</param>
/// <param name="DrainStartedAt">Since when it is drained.</param>
/// <param name="PauseReasonText">Why it was paused.</param>
/// <param name="PauseRequestedBy">Who paused it.</param>
/// <param name="GenerationId">Tells this process from the next.</param>
public sealed record QuiescenceState(QuiescenceReason Reason, DateTimeOffset? PausedAt, DateTimeOffset? DrainStartedAt, string? PauseReasonText, string? PauseRequestedBy, string GenerationId)
{
    /// <summary>Whether new work is taken up.</summary>
    public bool IsAcceptingNewWork => Reason == QuiescenceReason.None;

    /// <summary>A runtime that has just started.</summary>
    public static QuiescenceState Initial(string generationId) => new(QuiescenceReason.None, null, null, null, null, generationId);
}
