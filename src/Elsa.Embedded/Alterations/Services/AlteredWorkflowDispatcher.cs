using Elsa.Alterations.AlterationTypes;
using Elsa.Alterations.Core.Contracts;
using Elsa.Alterations.Core.Results;
using Elsa.Extensions;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Contracts;
using Elsa.Workflows.Runtime.Requests;
using Elsa.Workflows.State;

namespace Elsa.Alterations.Services;

internal sealed class AlteredWorkflowDispatcher(IWorkflowDispatcher dispatcher) : IAlteredWorkflowDispatcher
{
    public async Task DispatchAsync(IEnumerable<RunAlterationsResult> results, CancellationToken cancellationToken = default)
    {
        foreach (var result in results)
            await DispatchAsync(result, cancellationToken);
    }

    public async Task DispatchAsync(RunAlterationsResult result, CancellationToken cancellationToken = default)
    {
        if (result is { IsSuccessful: true, WorkflowHasScheduledWork: true })
            await dispatcher.DispatchAsync(new DispatchWorkflowInstanceRequest(result.WorkflowInstanceId), cancellationToken: cancellationToken);
    }
}

/// <summary>Tries again what is faulted: as the route <c>alterations/workflows/retry</c> does.</summary>
internal sealed class FaultRetrier(IAlterationRunner runner, IWorkflowInstanceStore instances)
{
    /// <summary>Schedules the faulted executions of instances; those of some activities only, if any are named.</summary>
    public async Task<ICollection<RunAlterationsResult>> RetryAsync(IEnumerable<string> workflowInstanceIds, ICollection<string>? activityIds, CancellationToken cancellationToken = default)
    {
        var results = new List<RunAlterationsResult>();
        foreach (var id in workflowInstanceIds.Distinct(StringComparer.Ordinal))
        {
            var state = (await instances.FindAsync(new WorkflowInstanceFilter { Id = id }, cancellationToken))?.WorkflowState;
            results.Add(await runner.RunAsync(id, activityIds is { Count: > 0 } ? activityIds.Select(x => new ScheduleActivity { ActivityId = x }) : Faulted(state), cancellationToken));
        }

        return results;
    }

    private static IEnumerable<ScheduleActivity> Faulted(WorkflowState? state) =>
        (state?.ActivityExecutionContexts ?? []).Where(x => x.Status == Workflows.ActivityStatus.Faulted).Select(x => new ScheduleActivity { ActivityInstanceId = x.Id });
}
