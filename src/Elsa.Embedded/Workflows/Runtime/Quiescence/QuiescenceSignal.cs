using System.Text.Json;
using Elsa.Common;
using Elsa.Workflows.Runtime.Bursts;
using Elsa.Workflows.Runtime.Options;
using Microsoft.Extensions.Options;

namespace Elsa.Workflows.Runtime.Quiescence;

/// <summary>Keeps the state in memory, and a pause in the database where the options say so.</summary>
internal sealed class QuiescenceSignal(BurstRegistry bursts, PauseMemory memory, ISystemClock clock, IOptions<GracefulShutdownOptions> options) : IQuiescenceSignal
{
    private readonly Lock _gate = new();
    private QuiescenceState _state = QuiescenceState.Initial(Guid.NewGuid().ToString("N"));

    public QuiescenceState CurrentState
    {
        get
        {
            lock (_gate)
                return _state;
        }
    }

    public bool IsAcceptingNewWork => CurrentState.IsAcceptingNewWork;

    public int ActiveExecutionCycleCount => bursts.Count;

    public async ValueTask<QuiescenceState> PauseAsync(string? reasonText, string? requestedBy, CancellationToken cancellationToken)
    {
        var state = Change(x => x.Reason.HasFlag(QuiescenceReason.AdministrativePause)
            ? x
            : x with { Reason = x.Reason | QuiescenceReason.AdministrativePause, PausedAt = clock.UtcNow, PauseReasonText = reasonText, PauseRequestedBy = requestedBy });
        if (options.Value.PausePersistence == PausePersistencePolicy.AcrossReactivations)
            await memory.KeepAsync(JsonSerializer.Serialize(state), cancellationToken);
        return state;
    }

    public async ValueTask<QuiescenceState> ResumeAsync(string? requestedBy, CancellationToken cancellationToken)
    {
        var state = Change(x => x with { Reason = x.Reason & ~QuiescenceReason.AdministrativePause, PausedAt = null, PauseReasonText = null, PauseRequestedBy = null });
        if (options.Value.PausePersistence == PausePersistencePolicy.AcrossReactivations)
            await memory.ForgetAsync(cancellationToken);
        return state;
    }

    public ValueTask<QuiescenceState> BeginDrainAsync(CancellationToken cancellationToken = default) =>
        new(Change(x => x with { Reason = x.Reason | QuiescenceReason.Drain, DrainStartedAt = x.DrainStartedAt ?? clock.UtcNow }));

    public async ValueTask InitializePersistedStateAsync(CancellationToken cancellationToken)
    {
        if (options.Value.PausePersistence != PausePersistencePolicy.AcrossReactivations || await memory.FindAsync(cancellationToken) is not { } kept)
            return;
        var paused = JsonSerializer.Deserialize<QuiescenceState>(kept)!;
        Change(x => paused with { Reason = QuiescenceReason.AdministrativePause, DrainStartedAt = null, GenerationId = x.GenerationId });
    }

    private QuiescenceState Change(Func<QuiescenceState, QuiescenceState> change)
    {
        lock (_gate)
            return _state = change(_state);
    }
}
