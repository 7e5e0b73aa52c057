using Microsoft.EntityFrameworkCore;
using TapeFlows.Scheduling.Store;
using TapeFlows.Scheduling.Store.Model;
using TapeFlows.Scheduling.Tasks;
using TapeFlows.Scheduling.Telemetry;

namespace TapeFlows.Scheduling.Runs;

/// <summary>A planned time has come: its run gets its row and the task its next planned time, in one transaction. Asked again, it does nothing again.</summary>
internal sealed class PlannedFires(TaskDatabase database, TaskSettings settings, TimeProvider time)
{
    /// <summary>Fires.</summary>
    /// <param name="planned">The planned time. One that is not (any longer) the next one of its task does nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Consequences> FireAsync(PlannedTime planned, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async context =>
            {
                var consequences = new Consequences();
                var task = await context.Tasks.Include(row => row.DependsOn).FirstOrDefaultAsync(row => row.Id == planned.TaskId, cancellationToken);
                if (task is not { Enabled: true })
                    return consequences;
                var now = time.GetUtcNow();
                if (task.NextRunAt == planned.At && planned.At <= now)
                    await FireAsync(context, task, planned.At, now, consequences, cancellationToken);
                if (task.NextRunAt is { } next)
                    consequences.Planned.Add(new PlannedTime(task.Id, next));
                return consequences;
            },
            cancellationToken);

    private async Task FireAsync(TaskContext context, TaskRow task, DateTimeOffset planned, DateTimeOffset now, Consequences consequences, CancellationToken cancellationToken)
    {
        var schedule = TaskMapping.Schedule(task)!;
        var zone = TaskMapping.Zone(task);
        if (now - planned <= settings.MissedAfter)
        {
            await RunAdmission.AdmitAsync(context, task, new Admission(planned, RunTrigger.Schedule), now, consequences, cancellationToken);
            task.NextRunAt = schedule.NextAfter(planned, zone);
            return;
        }

        foreach (var run in Missed(task, planned, schedule.After(planned, zone).TakeWhile(x => x <= now)))
        {
            var row = await RunAdmission.AdmitAsync(context, task, run, now, consequences, cancellationToken);
            RunTelemetry.Miss(task.Name);
            if (task.OnMissed == MissedRule.Skip && row.Status == RunStatus.Pending)
                (row.Status, row.CompletedAt) = (RunStatus.Skipped, now);
        }

        if (task.OnMissed == MissedRule.Skip)
            consequences.Turns.Clear();
        task.NextRunAt = schedule.NextAfter(now, zone);
    }

    private static IEnumerable<Admission> Missed(TaskRow task, DateTimeOffset planned, IEnumerable<DateTimeOffset> more)
    {
        if (task.OnMissed != MissedRule.RunAll)
        {
            yield return new Admission(planned, RunTrigger.Missed, Remark: "Nothing was up at the planned time.");
            yield break;
        }

        yield return new Admission(planned, RunTrigger.Missed, Remark: "Nothing was up at the planned time.");
        foreach (var other in more.Take(ScheduledTask.MaxMadeUpFor - 1))
            yield return new Admission(other, RunTrigger.Missed, OverlapRule.Queue, "Nothing was up at the planned time.");
    }
}
