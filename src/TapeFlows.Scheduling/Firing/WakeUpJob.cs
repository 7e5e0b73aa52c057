using Quartz;
using TapeFlows.Scheduling.Runs;

namespace TapeFlows.Scheduling.Firing;

/// <summary>A run has waited for a time, and that has come.</summary>
internal sealed class WakeUpJob(RunLedger ledger, TaskTriggers triggers) : IJob
{
    public static readonly JobKey Key = new("WakeUp", "Tasks");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var wakeUp = FiringData.WakeUpOf(context);
        var consequences = await ledger.WakeAsync(wakeUp.ExecutionId, cancellationToken);
        await triggers.PutAsync(consequences, cancellationToken, again: consequences.WakeUps.Contains(wakeUp));
        if (consequences.Turns.Count > 0)
            await ledger.AskForRoomAsync(cancellationToken);
    }
}
