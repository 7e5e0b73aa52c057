using Microsoft.EntityFrameworkCore;
using TapeFlows.Scheduling.Store.Model;

namespace TapeFlows.Scheduling.Runs;

/// <summary>Tasks that wait for others: released when each of those has been done since they were released last.</summary>
internal static class Dependencies
{
    /// <summary>The name of a task that has not been done yet; <see langword="null"/>: all have.</summary>
    public static async Task<string?> MissingAsync(TaskContext context, TaskRow task, CancellationToken cancellationToken)
    {
        if (task.DependsOn.Count == 0)
            return null;
        var ids = task.DependsOn.ConvertAll(x => x.DependsOnId);
        var others = await context.Tasks.Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, StringComparer.Ordinal, cancellationToken);
        return task.DependsOn
            .Where(x => !((x.OnEnd ? others[x.DependsOnId].LastEndAt : others[x.DependsOnId].LastSuccessAt) > task.ReleasedAt))
            .Select(x => others[x.DependsOnId].Name)
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();
    }

    /// <summary>After the end of a task: releases what waited for it, and starts what has no schedule but this.</summary>
    public static async Task ReleaseAsync(TaskContext context, TaskRow done, DateTimeOffset now, Consequences consequences, CancellationToken cancellationToken)
    {
        // What is decided here reads the statistics of this transaction.
        await context.SaveChangesAsync(cancellationToken);
        var waiting = await context.Tasks.Include(row => row.DependsOn).Where(row => row.DependsOn.Any(x => x.DependsOnId == done.Id)).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        foreach (var task in waiting)
        {
            if (await MissingAsync(context, task, cancellationToken) is not null)
                continue;
            var run = await context.Runs.FirstOrDefaultAsync(x => x.TaskId == task.Id && x.Status == RunStatus.Pending && x.Wait == RunWait.Dependency, cancellationToken);
            if (run is not null)
                RunAdmission.Release(task, run, now, consequences);
            else if (task is { Enabled: true, ScheduleType: null })
                await RunAdmission.AdmitAsync(context, task, new Admission(RunAdmission.Unplanned(now), RunTrigger.Dependency, Remark: $"After '{done.Name}'."), now, consequences, cancellationToken);
        }
    }
}
