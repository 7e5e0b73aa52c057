using Elsa.Alterations.Core.Contexts;
using Elsa.Alterations.Core.Contracts;
using Elsa.Alterations.Core.Models;
using Elsa.Alterations.Core.Results;
using Elsa.Common;
using Elsa.Workflows;
using Elsa.Workflows.CommitStates;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Runtime.Bursts;
using Elsa.Workflows.Runtime.Dispatch;
using Elsa.Workflows.Runtime.Ledger;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Elsa.Alterations.Services;

/// <summary>A dispatch that the changes of an instance fulfil.</summary>
/// <param name="Dispatch">The dispatch: it leaves the queue with the transaction that stores the changes.</param>
/// <param name="Next">What follows once they are stored.</param>
internal sealed record AlterationFulfilment(DispatchItem Dispatch, Func<AlterationLog, DispatchItem> Next);

/// <summary>Changes an instance that nobody runs meanwhile. The changes are stored together, and with them the dispatch of what they have scheduled.</summary>
internal sealed class DefaultAlterationRunner(BurstRunner bursts, IWorkflowInstanceStore instances, DispatchFactory dispatches, ISystemClock clock) : IAlterationRunner
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task<ICollection<RunAlterationsResult>> RunAsync(IEnumerable<string> workflowInstanceIds, IEnumerable<IAlteration> alterations, CancellationToken cancellationToken = default)
    {
        var changes = alterations.ToList();
        var results = new List<RunAlterationsResult>();
        foreach (var id in workflowInstanceIds.Distinct(StringComparer.Ordinal))
            results.Add(await RunAsync(id, changes, cancellationToken));
        return results;
    }

    public Task<RunAlterationsResult> RunAsync(string workflowInstanceId, IEnumerable<IAlteration> alterations, CancellationToken cancellationToken = default) =>
        RunAsync(workflowInstanceId, alterations, fulfilment: null, cancellationToken);

    /// <summary>Makes all changes of an instance, or none, and with them fulfils a dispatch.</summary>
    public async Task<RunAlterationsResult> RunAsync(string workflowInstanceId, IEnumerable<IAlteration> alterations, AlterationFulfilment? fulfilment, CancellationToken cancellationToken)
    {
        var log = new AlterationLog(clock);
        var changes = alterations.ToList();
        var hadLease = await bursts.TryWithLeaseAsync(workflowInstanceId, Patience, (services, burst) => AlterAsync(services, burst, changes, log, fulfilment, cancellationToken), cancellationToken);
        if (!hadLease)
            log.Add($"The workflow instance '{workflowInstanceId}' is being executed: nothing was changed. Change it when it waits.", LogLevel.Error);
        return new RunAlterationsResult(workflowInstanceId, log);
    }

    private async Task AlterAsync(IServiceProvider services, Burst burst, List<IAlteration> alterations, AlterationLog log, AlterationFulfilment? fulfilment, CancellationToken cancellationToken)
    {
        if (await FindAsync(services, burst, log, cancellationToken) is not { } workflow)
            return;
        var commits = new List<Func<Task>>();
        foreach (var alteration in alterations)
        {
            var context = new AlterationContext(alteration, workflow, log, cancellationToken);
            await HandleAsync(services, context);
            if (context.HasFailed)
                return;
            workflow = context.WorkflowExecutionContext;
            if (context.CommitAction is { } commit)
                commits.Add(commit);
        }

        foreach (var commit in commits)
            await commit();
        if (workflow.Scheduler.HasAny && workflow.Status == WorkflowStatus.Running)
            burst.Outbox.Add(dispatches.Continue(burst.InstanceId, Continuations.GoOn));
        if (fulfilment is not null)
        {
            burst.Dispatch = fulfilment.Dispatch;
            burst.Outbox.Add(fulfilment.Next(log));
        }

        await services.GetRequiredService<ICommitStateHandler>().CommitAsync(workflow, CancellationToken.None);
    }

    private async Task<WorkflowExecutionContext?> FindAsync(IServiceProvider services, Burst burst, AlterationLog log, CancellationToken cancellationToken)
    {
        var instance = await instances.FindAsync(new WorkflowInstanceFilter { Id = burst.InstanceId }, cancellationToken);
        if (instance is null)
        {
            log.Add($"There is no workflow instance '{burst.InstanceId}'.", LogLevel.Error);
            return null;
        }

        var state = instance.WorkflowState;
        if (state.Status == WorkflowStatus.Running)
            burst.StoredBookmarks = state.Bookmarks.ToDictionary(x => x.Id, StringComparer.Ordinal);
        if (await services.GetRequiredService<IWorkflowDefinitionService>().FindWorkflowGraphAsync(state.DefinitionVersionId, cancellationToken) is { } graph)
            return await WorkflowExecutionContext.CreateAsync(services, graph, state, cancellationToken: cancellationToken);
        log.Add($"Version {state.DefinitionVersion} of the workflow definition '{state.DefinitionId}' is gone: the workflow instance '{state.Id}' cannot be changed.", LogLevel.Error);
        return null;
    }

    private static async Task HandleAsync(IServiceProvider services, AlterationContext context)
    {
        var handler = services.GetServices<IAlterationHandler>().FirstOrDefault(x => x.CanHandle(context.Alteration));
        if (handler is null)
        {
            context.Fail($"Nothing here makes changes of the type '{context.Alteration.GetType().Name}'.");
            return;
        }

        try
        {
            await handler.HandleAsync(context);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            context.Fail(e.Message);
        }
    }
}
