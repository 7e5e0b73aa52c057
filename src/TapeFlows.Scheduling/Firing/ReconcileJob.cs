using Microsoft.Extensions.Hosting;
using Quartz;
using TapeFlows.Scheduling.Procedures;
using TapeFlows.Scheduling.Runs;
using TapeFlows.Scheduling.Store;

namespace TapeFlows.Scheduling.Firing;

/// <summary>Makes good what was left half done by a process that died, or by a database that was gone for a while. On one node at a time.</summary>
[DisallowConcurrentExecution]
internal sealed class ReconcileJob(TaskStore tasks, RunLedger ledger, TaskTriggers triggers, TriggerLog triggered, IHostApplicationLifetime lifetime) : IJob
{
    public static readonly JobKey Key = new("Reconcile", "Tasks");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return;
        await triggers.MatchAsync(await tasks.PlannedAsync(cancellationToken), cancellationToken);
        await triggers.PutAsync(await ledger.ReconcileAsync(cancellationToken), cancellationToken);
        await ledger.AskForRoomAsync(cancellationToken);
        await triggered.ReconcileAsync(cancellationToken);
    }
}
