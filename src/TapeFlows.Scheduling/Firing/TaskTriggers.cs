using System.Globalization;
using Microsoft.Extensions.Hosting;
using Quartz;
using TapeFlows.Scheduling.Runs;
using TapeFlows.Scheduling.Store;

namespace TapeFlows.Scheduling.Firing;

/// <summary>
/// Puts what transactions led to into Quartz: a trigger for the next planned time of each task, one for each run that waits for a time, and one for each place that the queue needs.
/// All are named after what they are for, so putting one in again does nothing.
/// </summary>
internal sealed class TaskTriggers(IScheduler scheduler, IHostApplicationLifetime lifetime, TimeProvider time) : IDisposable
{
    /// <summary>The group of the triggers of planned times.</summary>
    public const string PlannedGroup = "PlannedTimes";

    /// <summary>The execution group that is limited over all nodes: runs.</summary>
    public const string RunGroup = "Runs";

    private const string WakeUpGroup = "WakeUps";

    // A database that is busy or gone for a moment. What fails for longer is made good by reconciling.
    private static readonly RetryPolicy Retries = RetryPolicy.Exponential(8, TimeSpan.FromSeconds(1), 3, TimeSpan.FromMinutes(1));

    private readonly SemaphoreSlim _jobsGate = new(1);
    private bool _jobsStored;

    /// <summary>Puts everything in.</summary>
    /// <param name="consequences">What.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="again">Set by a firing that came too early: its own name is taken until it is over.</param>
    public async Task PutAsync(Consequences consequences, CancellationToken cancellationToken, bool again = false)
    {
        await StoreJobsAsync(cancellationToken);
        var mark = again ? string.Create(CultureInfo.InvariantCulture, $"+{time.GetUtcNow().ToUnixTimeMilliseconds()}") : "";
        foreach (var turn in consequences.Turns)
            await PutAsync(new TriggerKey(turn, RunGroup), RunJob.Key, time.GetUtcNow(), [], RunGroup, cancellationToken);
        foreach (var wakeUp in consequences.WakeUps)
            await PutAsync(new TriggerKey(NameOf(wakeUp) + mark, WakeUpGroup), WakeUpJob.Key, wakeUp.At, FiringData.Of(wakeUp), group: null, cancellationToken);
        foreach (var planned in consequences.Planned)
            await PutAsync(new TriggerKey(NameOf(planned) + mark, PlannedGroup), PlannedTimeJob.Key, planned.At, FiringData.Of(planned), group: null, cancellationToken);
    }

    /// <summary>Takes the next planned time of a task out again. A trigger that stays by some accident does nothing when it fires.</summary>
    public async Task RemoveAsync(PlannedTime planned, CancellationToken cancellationToken) => await scheduler.UnscheduleJob(new TriggerKey(NameOf(planned), PlannedGroup), cancellationToken);

    /// <summary>Puts in the planned times that are missing, and takes those out that nobody plans any more.</summary>
    public async Task MatchAsync(IReadOnlyList<PlannedTime> planned, CancellationToken cancellationToken)
    {
        await StoreJobsAsync(cancellationToken);
        var there = (await scheduler.GetTriggerKeys(GroupMatcher<TriggerKey>.GroupEquals(PlannedGroup), cancellationToken)).Select(key => key.Name).ToHashSet(StringComparer.Ordinal);
        var missing = new Consequences();
        foreach (var one in planned)
        {
            if (!there.Remove(NameOf(one)))
                missing.Planned.Add(one);
        }

        await PutAsync(missing, cancellationToken);
        // What is marked waits for a clock that was put back; it takes itself out.
        var left = there.Where(name => !name.Contains('+', StringComparison.Ordinal)).Select(name => new TriggerKey(name, PlannedGroup)).ToList();
        if (left.Count > 0)
            await scheduler.UnscheduleJobs(left, cancellationToken);
    }

    /// <summary>Looks for what was left half done, now and every so often.</summary>
    public async Task ReconcileEveryAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        await StoreJobsAsync(cancellationToken);
        var trigger = TriggerBuilder.Create(time)
            .WithIdentity(ReconcileJob.Key.Name, ReconcileJob.Key.Group)
            .ForJob(ReconcileJob.Key)
            .WithSchedule(SimpleScheduleBuilder.Create().WithInterval(interval).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithExistingCount))
            .Build();
        await scheduler.ScheduleTrigger(trigger, TriggerConflict.Replace, cancellationToken);
    }

    public void Dispose() => _jobsGate.Dispose();

    private static string NameOf(PlannedTime planned) => string.Create(CultureInfo.InvariantCulture, $"{planned.TaskId}@{planned.At.ToUnixTimeSeconds()}");

    private static string NameOf(WakeUp wakeUp) => string.Create(CultureInfo.InvariantCulture, $"{wakeUp.ExecutionId:N}@{wakeUp.At.ToUnixTimeMilliseconds()}");

    private async Task PutAsync(TriggerKey key, JobKey job, DateTimeOffset at, JobDataMap data, string? group, CancellationToken cancellationToken)
    {
        // One firing each, however late: whether a time was missed is decided by the rule of the task.
        var trigger = TriggerBuilder.Create(time)
            .WithIdentity(key)
            .ForJob(job)
            .StartAt(at)
            .WithSchedule(SimpleScheduleBuilder.Create().WithRepeatCount(0).WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires))
            .WithExecutionGroup(group)
            .WithRetryPolicy(Retries)
            .UsingJobData(data)
            .Build();
        try
        {
            await scheduler.ScheduleTrigger(trigger, TriggerConflict.Keep, cancellationToken);
        }
        catch (SchedulerException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Quartz takes nothing any more. The next start, or another node, finds what is missing by reconciling.
        }
    }

    private async Task StoreJobsAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _jobsStored))
            return;
        await _jobsGate.WaitAsync(cancellationToken);
        try
        {
            if (_jobsStored)
                return;
            // Recovery: what a node was at when it died is done again by another, or by this one after its restart.
            await StoreAsync<PlannedTimeJob>(PlannedTimeJob.Key, cancellationToken);
            await StoreAsync<WakeUpJob>(WakeUpJob.Key, cancellationToken);
            await StoreAsync<RunJob>(RunJob.Key, cancellationToken);
            await StoreAsync<ReconcileJob>(ReconcileJob.Key, cancellationToken);
            Volatile.Write(ref _jobsStored, true);
        }
        finally
        {
            _jobsGate.Release();
        }
    }

    private async Task StoreAsync<T>(JobKey key, CancellationToken cancellationToken) where T : IJob =>
        await scheduler.AddJob(JobBuilder.Create<T>().WithIdentity(key).StoreDurably().RequestRecovery().Build(), AddJobOptions.Replacing, cancellationToken);
}
