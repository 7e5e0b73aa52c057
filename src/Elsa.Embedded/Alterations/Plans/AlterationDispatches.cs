using System.Security.Cryptography;
using System.Text;
using Elsa.Alterations.Core.Contracts;
using Elsa.Alterations.Core.Entities;
using Elsa.Alterations.Core.Enums;
using Elsa.Alterations.Core.Filters;
using Elsa.Alterations.Core.Models;
using Elsa.Alterations.Core.Notifications;
using Elsa.Alterations.Services;
using Elsa.Common;
using Elsa.Mediator.Contracts;
using Elsa.Workflows.Runtime.Dispatch;
using Elsa.Workflows.Runtime.Ledger;

namespace Elsa.Alterations.Plans;

/// <summary>
/// Does plans step by step. Each step may be repeated after a crash, but for the changes themselves: the transaction that stores them takes their dispatch
/// out of the queue and puts in the one that records them, so they are made once whatever dies.
/// </summary>
internal sealed class AlterationDispatches(
    IAlterationPlanManager manager,
    IAlterationPlanStore plans,
    IAlterationJobStore jobs,
    IWorkflowInstanceFinder finder,
    DefaultAlterationRunner runner,
    IRuntimeLedger ledger,
    DispatchFactory dispatches,
    DispatchSignal signal,
    ISystemClock clock,
    INotificationSender notifications) : IDispatchHandler
{
    public DispatchKind Kind => DispatchKind.Alteration;

    public async Task ExecuteAsync(DispatchItem item, CancellationToken cancellationToken)
    {
        var message = dispatches.Read<AlterationMessage>(item);
        if (await manager.GetPlanAsync(message.PlanId, cancellationToken) is not { } plan)
        {
            await ledger.CompleteAsync(item, [], queued: null, cancellationToken);
            return;
        }

        switch (message.Step)
        {
            case AlterationStep.Generate:
                await GenerateAsync(item, plan, cancellationToken);
                break;
            case AlterationStep.Change:
                await ChangeAsync(item, plan, message.JobId!, cancellationToken);
                break;
            default:
                await EndAsync(plan, message.JobId!, AlterationJobStatus.Completed, message.Log ?? [], cancellationToken);
                await ledger.CompleteAsync(item, [], queued: null, cancellationToken);
                break;
        }
    }

    private async Task GenerateAsync(DispatchItem item, AlterationPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Status is AlterationPlanStatus.Completed or AlterationPlanStatus.Failed)
        {
            await ledger.CompleteAsync(item, [], queued: null, cancellationToken);
            return;
        }

        plan.StartedAt ??= clock.UtcNow;
        await EnterAsync(plan, AlterationPlanStatus.Generating, cancellationToken);
        var known = (await jobs.FindManyIdsAsync(new AlterationJobFilter { PlanId = plan.Id }, cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var found = (await finder.FindAsync(plan.WorkflowInstanceFilter, cancellationToken)).Select(x => NewJob(plan, x)).Where(x => !known.Contains(x.Id));
        await jobs.SaveManyAsync(found.ToList(), cancellationToken);
        await EnterAsync(plan, AlterationPlanStatus.Dispatching, cancellationToken);
        var open = await jobs.FindManyIdsAsync(new AlterationJobFilter { PlanId = plan.Id, Status = AlterationJobStatus.Pending }, cancellationToken);
        var next = open.Select(x => dispatches.Change(plan.Id, x)).ToList();
        await EnterAsync(plan, AlterationPlanStatus.Running, cancellationToken);
        if (next.Count == 0)
            await EndPlanAsync(plan, cancellationToken);
        if (await ledger.CompleteAsync(item, next, queued: null, cancellationToken))
            signal.Set();
    }

    private async Task ChangeAsync(DispatchItem item, AlterationPlan plan, string jobId, CancellationToken cancellationToken)
    {
        var job = await jobs.FindAsync(new AlterationJobFilter { Id = jobId }, cancellationToken);
        if (job is null || AlterationJobs.HasEnded(job))
        {
            await EndPlanAsync(plan, cancellationToken);
            await ledger.CompleteAsync(item, [], queued: null, cancellationToken);
            return;
        }

        (job.Status, job.StartedAt) = (AlterationJobStatus.Running, job.StartedAt ?? clock.UtcNow);
        await jobs.SaveAsync(job, cancellationToken);
        var fulfilment = new AlterationFulfilment(item, log => dispatches.Record(plan.Id, jobId, log.LogEntries));
        var result = await runner.RunAsync(job.WorkflowInstanceId, plan.Alterations, fulfilment, cancellationToken);
        if (result.IsSuccessful)
            return;
        await EndAsync(plan, jobId, AlterationJobStatus.Failed, result.Log.LogEntries, cancellationToken);
        await ledger.CompleteAsync(item, [], queued: null, cancellationToken);
    }

    private async Task EndAsync(AlterationPlan plan, string jobId, AlterationJobStatus status, IEnumerable<AlterationLogEntry> log, CancellationToken cancellationToken)
    {
        if (await jobs.FindAsync(new AlterationJobFilter { Id = jobId }, cancellationToken) is not { } job)
            return;
        if (!AlterationJobs.HasEnded(job))
        {
            (job.Status, job.Log, job.CompletedAt) = (status, log.ToList(), clock.UtcNow);
            await jobs.SaveAsync(job, cancellationToken);
            await notifications.SendAsync(new AlterationJobCompleted(job, WorkflowContainsScheduledWork: false), cancellationToken);
        }

        await EndPlanAsync(plan, cancellationToken);
    }

    // Also when a job had ended before: whoever ended it may have died before it looked at the plan.
    private async Task EndPlanAsync(AlterationPlan plan, CancellationToken cancellationToken)
    {
        if (await manager.GetIsAllJobsCompletedAsync(plan.Id, cancellationToken))
            await manager.CompletePlanAsync(await manager.GetPlanAsync(plan.Id, cancellationToken) ?? plan, cancellationToken);
    }

    private Task EnterAsync(AlterationPlan plan, AlterationPlanStatus status, CancellationToken cancellationToken)
    {
        plan.Status = status;
        return plans.SaveAsync(plan, cancellationToken);
    }

    // The same instance gives the same job, however often the step is repeated.
    private AlterationJob NewJob(AlterationPlan plan, string instanceId) => new()
    {
        Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{plan.Id}/{instanceId}")).AsSpan(0, 8)),
        PlanId = plan.Id,
        WorkflowInstanceId = instanceId,
        TenantId = plan.TenantId,
        CreatedAt = clock.UtcNow,
    };
}
