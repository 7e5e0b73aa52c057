using System.Globalization;
using Elsa.Scheduling;
using Elsa.Scheduling.Services;
using Quartz;
using IScheduler = Quartz.IScheduler;

namespace TapeFlows.Scheduling.Workflows;

/// <summary>
/// The engine's scheduler on Quartz. A trigger of Quartz has the name that the engine gave what is scheduled (the id of its trigger or bookmark), so nothing is ever scheduled twice.
/// What is scheduled again unchanged, as the engine does for triggers when it starts and for bookmarks shortly before they are due, keeps its beat and the time it missed.
/// </summary>
internal sealed class QuartzWorkflowScheduler(IScheduler scheduler, TimeProvider time, QuartzSchedulingOptions options) : IWorkflowScheduler
{
    internal const string Group = "Workflows";

    // A second chance after a database that is busy or gone for a moment. What still fails is logged; a bookmark is scheduled again when it is nearly due.
    private static readonly RetryPolicy Retries = RetryPolicy.Exponential(8, TimeSpan.FromSeconds(1), 3, TimeSpan.FromMinutes(10));

    private readonly SemaphoreSlim _jobsGate = new(1);
    private bool _jobsStored;

    public ValueTask ScheduleAtAsync(string taskName, ScheduleNewWorkflowInstanceRequest request, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        ScheduleAsync(taskName, StartWorkflowJob.Key, Once(at), request, cancellationToken);

    public ValueTask ScheduleAtAsync(string taskName, ScheduleExistingWorkflowInstanceRequest request, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        ScheduleAsync(taskName, ResumeWorkflowJob.Key, Once(at), request, cancellationToken);

    public ValueTask ScheduleRecurringAsync(string taskName, ScheduleNewWorkflowInstanceRequest request, DateTimeOffset startAt, TimeSpan interval, CancellationToken cancellationToken = default) =>
        ScheduleAsync(taskName, StartWorkflowJob.Key, Every(startAt, interval), request, cancellationToken);

    public ValueTask ScheduleRecurringAsync(string taskName, ScheduleExistingWorkflowInstanceRequest request, DateTimeOffset startAt, TimeSpan interval, CancellationToken cancellationToken = default) =>
        ScheduleAsync(taskName, ResumeWorkflowJob.Key, Every(startAt, interval), request, cancellationToken);

    public ValueTask ScheduleCronAsync(string taskName, ScheduleNewWorkflowInstanceRequest request, string cronExpression, CancellationToken cancellationToken = default) =>
        ScheduleAsync(taskName, StartWorkflowJob.Key, Cron(cronExpression), request, cancellationToken);

    public ValueTask ScheduleCronAsync(string taskName, ScheduleExistingWorkflowInstanceRequest request, string cronExpression, CancellationToken cancellationToken = default) =>
        ScheduleAsync(taskName, ResumeWorkflowJob.Key, Cron(cronExpression), request, cancellationToken);

    public async ValueTask UnscheduleAsync(string taskName, CancellationToken cancellationToken = default) => await scheduler.UnscheduleJob(KeyOf(taskName), cancellationToken);

    private static TriggerKey KeyOf(string taskName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(taskName);
        // QRTZ_TRIGGERS.TRIGGER_NAME holds 150 characters on some databases.
        return taskName.Length <= 150 ? new TriggerKey(taskName, Group) : throw new ArgumentException($"The name '{taskName}' of what is scheduled is longer than 150 characters.", nameof(taskName));
    }

    private static Due Once(DateTimeOffset at) => new(
        string.Create(CultureInfo.InvariantCulture, $"at {at.ToUniversalTime():O}"),
        at,
        SimpleScheduleBuilder.Create().WithRepeatCount(0).WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow));

    private Due Every(DateTimeOffset startAt, TimeSpan interval)
    {
        if (interval < Occurrence.ShortestInterval)
            throw new ArgumentOutOfRangeException(nameof(interval), interval, $"The interval is {interval:c}: it must be at least {Occurrence.ShortestInterval:c}.");
        return new Due(
            string.Create(CultureInfo.InvariantCulture, $"every {interval:c}"),
            Beat.NextAfter(startAt, interval, time.GetUtcNow()),
            SimpleScheduleBuilder.Create().WithInterval(interval).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount));
    }

    private Due Cron(string cronExpression)
    {
        var cron = CronText.Parse(cronExpression, options.TimeZone);
        if (cron.GetNextValidTimeAfter(time.GetUtcNow()) is null)
            throw new FormatException($"The cron expression '{cronExpression}' is never due again.");
        return new Due(
            $"cron {cron.CronExpressionString} {cron.TimeZone.Id}",
            time.GetUtcNow(),
            CronScheduleBuilder.Create(cron).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed));
    }

    private async ValueTask ScheduleAsync<T>(string taskName, JobKey job, Due due, T request, CancellationToken cancellationToken)
    {
        var key = KeyOf(taskName);
        var data = FireData.Of(taskName, due.Text, request);
        if (await scheduler.GetTrigger(key, cancellationToken) is { } existing && FireData.IsSame(existing.JobDataMap, data) && existing.NextFireTimeUtc is not null)
            return;

        await StoreJobsAsync(cancellationToken);
        var trigger = TriggerBuilder.Create(time)
            .WithIdentity(key)
            .ForJob(job)
            .StartAt(due.First)
            .WithSchedule(due.Schedule)
            .WithRetryPolicy(Retries)
            .UsingJobData(data)
            .Build();
        await scheduler.ScheduleTrigger(trigger, TriggerConflict.Replace, cancellationToken);
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
            // Recovery: what a node was at when it died is begun again by another, or by this one after its restart.
            await scheduler.AddJob(JobBuilder.Create<StartWorkflowJob>().WithIdentity(StartWorkflowJob.Key).StoreDurably().RequestRecovery().Build(), AddJobOptions.Replacing, cancellationToken);
            await scheduler.AddJob(JobBuilder.Create<ResumeWorkflowJob>().WithIdentity(ResumeWorkflowJob.Key).StoreDurably().RequestRecovery().Build(), AddJobOptions.Replacing, cancellationToken);
            Volatile.Write(ref _jobsStored, true);
        }
        finally
        {
            _jobsGate.Release();
        }
    }

    /// <summary>When something is due: in words that two equal schedules share, and as Quartz wants it.</summary>
    private sealed record Due(string Text, DateTimeOffset First, IScheduleBuilder Schedule);
}
