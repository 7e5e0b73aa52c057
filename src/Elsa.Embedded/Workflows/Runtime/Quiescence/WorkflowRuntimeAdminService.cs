using Elsa.Common;
using Elsa.Mediator.Contracts;
using Elsa.Workflows.Runtime.Notifications;

namespace Elsa.Workflows.Runtime.Quiescence;

/// <summary>Pauses, resumes and drains on behalf of people, and tells of it.</summary>
internal sealed class WorkflowRuntimeAdminService(
    IQuiescenceSignal signal,
    IEnumerable<IIngressSource> sources,
    IDrainOrchestrator orchestrator,
    INotificationSender notifications,
    ISystemClock clock) : IWorkflowRuntimeAdminService
{
    public RuntimeAdminStatus GetStatus() => new(
        signal.CurrentState,
        sources.Select(x => new IngressSourceSnapshot(x.Name, x.CurrentState, LastError: null, LastTransitionAt: null)).ToList(),
        signal.ActiveExecutionCycleCount);

    public async ValueTask<QuiescenceState> PauseAsync(string? reason, string? requestedBy, CancellationToken cancellationToken)
    {
        var state = await signal.PauseAsync(reason, requestedBy, cancellationToken);
        foreach (var source in sources)
            await source.PauseAsync(cancellationToken);
        await notifications.SendAsync(new RuntimePauseRequested(requestedBy, reason, clock.UtcNow), cancellationToken);
        return state;
    }

    public async ValueTask<QuiescenceState> ResumeAsync(string? requestedBy, CancellationToken cancellationToken)
    {
        var state = await signal.ResumeAsync(requestedBy, cancellationToken);
        foreach (var source in sources)
            await source.ResumeAsync(cancellationToken);
        await notifications.SendAsync(new RuntimeResumeRequested(requestedBy, clock.UtcNow), cancellationToken);
        return state;
    }

    public async ValueTask<DrainOutcome> ForceDrainAsync(string? reason, string? requestedBy, CancellationToken cancellationToken)
    {
        var outcome = await orchestrator.DrainAsync(DrainTrigger.OperatorForce, cancellationToken);
        await notifications.SendAsync(new RuntimeForceDrainRequested(requestedBy, reason, clock.UtcNow, outcome), cancellationToken);
        return outcome;
    }
}
