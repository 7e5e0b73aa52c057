using Elsa.Workflows.Management;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Bursts;
using Elsa.Workflows.Runtime.Exceptions;
using Elsa.Workflows.Runtime.Ledger;
using Elsa.Workflows.Runtime.Services;

namespace Elsa.Workflows.Runtime.Dispatch;

/// <summary>Does one piece of work, whatever its kind.</summary>
internal sealed class DispatchExecutor(
    BurstRunner runner,
    IRuntimeLedger ledger,
    DispatchFactory dispatches,
    DispatchSignal signal,
    StimulusExpansion stimuli,
    InstanceCanceler canceler,
    IWorkflowDefinitionService definitions,
    IWorkflowActivationStrategyEvaluator evaluator,
    IEnumerable<IDispatchHandler> handlers)
{
    public Task ExecuteAsync(DispatchItem item, CancellationToken cancellationToken) => item.Kind switch
    {
        DispatchKind.Start => StartAsync(item, cancellationToken),
        DispatchKind.Run => RunAsync(item, cancellationToken),
        DispatchKind.Stimulus => ExpandAsync(item, cancellationToken),
        DispatchKind.Cancel => CancelAsync(item, cancellationToken),
        _ => HandlerOf(item.Kind).ExecuteAsync(item, cancellationToken),
    };

    private IDispatchHandler HandlerOf(DispatchKind kind) =>
        handlers.FirstOrDefault(x => x.Kind == kind) ?? throw new NotSupportedException($"This host does not know dispatches of the kind {kind}. Turn on the feature that made them.");

    private async Task StartAsync(DispatchItem item, CancellationToken cancellationToken)
    {
        var message = dispatches.Read<StartMessage>(item);
        if (message.IsClaimOpen && !await MayStartAsync(item, message, cancellationToken))
        {
            await ledger.CompleteAsync(item, [], queued: null, cancellationToken);
            return;
        }

        await runner.StartAsync(item.InstanceId!, message.Request, item, cancellationToken);
    }

    // The claim is the instance's own: a second attempt finds it made.
    private async Task<bool> MayStartAsync(DispatchItem item, StartMessage message, CancellationToken cancellationToken)
    {
        var handle = message.Request.WorkflowDefinitionHandle;
        var workflow = (await definitions.FindWorkflowGraphAsync(handle, cancellationToken))?.Workflow
            ?? throw new WorkflowDefinitionNotFoundException($"There is no workflow definition '{handle}'.", handle);
        var correlationId = message.Request.CorrelationId;
        var claim = Activations.ClaimOf(workflow, correlationId, item.InstanceId!);
        if (claim is not null)
            return await ledger.TryActivateAsync(claim, nodeId: null, cancellationToken);
        return await evaluator.CanStartWorkflowAsync(new WorkflowActivationStrategyEvaluationContext { Workflow = workflow, CorrelationId = correlationId, CancellationToken = cancellationToken });
    }

    private async Task RunAsync(DispatchItem item, CancellationToken cancellationToken)
    {
        var message = dispatches.Read<RunMessage>(item);
        var result = await runner.RunAsync(item.InstanceId!, message.Request, item, cancellationToken);
        if (result.HasRun)
            return;

        // An event for a bookmark that someone else was first to resume waits for the next one, as long as the instance may come to wait again.
        var queued = result.State?.Status == WorkflowStatus.Running ? message.Queued : null;
        await ledger.CompleteAsync(item, [], queued, cancellationToken);
    }

    private async Task ExpandAsync(DispatchItem item, CancellationToken cancellationToken)
    {
        var (next, queued) = await stimuli.ExpandAsync(dispatches.Read<StimulusMessage>(item), cancellationToken);
        if (await ledger.CompleteAsync(item, next, queued, cancellationToken))
            signal.Set();
    }

    private async Task CancelAsync(DispatchItem item, CancellationToken cancellationToken)
    {
        await canceler.CancelAsync(item.InstanceId!, cancellationToken);
        await ledger.CompleteAsync(item, [], queued: null, cancellationToken);
    }
}
