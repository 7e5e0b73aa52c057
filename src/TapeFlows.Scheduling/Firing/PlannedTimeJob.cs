using Quartz;
using TapeFlows.Scheduling.Runs;

namespace TapeFlows.Scheduling.Firing;

/// <summary>A planned time of a task has come.</summary>
internal sealed class PlannedTimeJob(PlannedFires fires, RunLedger ledger, TaskTriggers triggers) : IJob
{
    public static readonly JobKey Key = new("PlannedTime", "Tasks");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var planned = FiringData.PlannedOf(context);
        var consequences = await fires.FireAsync(planned, cancellationToken);
        await triggers.PutAsync(consequences, cancellationToken, again: consequences.Planned.Contains(planned));
        if (consequences.Turns.Count > 0)
            await ledger.AskForRoomAsync(cancellationToken);
    }
}
