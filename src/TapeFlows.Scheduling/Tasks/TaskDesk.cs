using Microsoft.Extensions.DependencyInjection;
using Quartz;
using TapeFlows.Scheduling.Firing;
using TapeFlows.Scheduling.Procedures;
using TapeFlows.Scheduling.Runs;
using TapeFlows.Scheduling.Schedules;
using TapeFlows.Scheduling.Store;

namespace TapeFlows.Scheduling.Tasks;

/// <summary>The one door to tasks: checks, stores, and puts what follows into Quartz.</summary>
internal sealed class TaskDesk(
    TaskStore store,
    RunLedger ledger,
    RunLog log,
    TaskTriggers triggers,
    TaskRules rules,
    WorkflowTasks workflows,
    IServiceScopeFactory scopes,
    IScheduler scheduler,
    QuartzSchedulingOptions options,
    TaskSettings settings,
    TimeProvider time) : ITaskDesk
{
    public TaskDraft Complete(TaskDraft draft) => rules.Complete(draft);

    public async Task<ScheduledTask> CreateAsync(TaskDraft draft, CancellationToken cancellationToken = default)
    {
        var complete = rules.Complete(await store.IdentifyAsync(draft, cancellationToken));
        await CheckAsync(complete, before: null, cancellationToken);
        var task = await store.AddAsync(Guid.CreateVersion7(time.GetUtcNow()).ToString("N"), complete, TaskOrigin.Api, oneOff: false, cancellationToken);
        await PlanAsync(task);
        return task;
    }

    public async Task<(ScheduledTask Before, ScheduledTask After)> ChangeAsync(string id, Func<TaskDraft, TaskDraft> change, int? version = null, CancellationToken cancellationToken = default)
    {
        RefuseWorkflow(id);
        // Checked outside of the transaction, because the check asks the engine; the version makes sure that what is stored is what was checked.
        var present = await GetAsync(id, cancellationToken);
        var draft = rules.Complete(await store.IdentifyAsync(change(present.Draft), cancellationToken));
        await CheckAsync(draft, present.Draft, cancellationToken);
        var (before, after) = await store.ChangeAsync(id, _ => draft, version ?? present.Version, TaskOrigin.Api, cancellationToken);
        await FollowAsync(before, after);
        return (before, after);
    }

    public async Task<ScheduledTask> EnableAsync(string id, bool enabled, CancellationToken cancellationToken = default)
    {
        if (WorkflowTasks.Owns(id))
            return await workflows.EnableAsync(id, enabled, cancellationToken);
        var (before, after) = await store.ChangeAsync(id, draft => draft with { Enabled = enabled }, version: null, TaskOrigin.Api, cancellationToken);
        await FollowAsync(before, after);
        return after;
    }

    public async Task<ScheduledTask> DeleteAsync(string id, int? version = null, CancellationToken cancellationToken = default)
    {
        RefuseWorkflow(id);
        var present = await GetAsync(id, cancellationToken);
        if (present.Origin == TaskOrigin.Config)
            throw new TaskConflictException($"The task '{present.Draft.Name}' comes from the configuration and would be there again after the next start. Take it out there, or disable it here.");
        while ((await GetAsync(id, cancellationToken)).Status == ScheduledTaskStatus.Running)
        {
            await ledger.StopAsync(id, cancellationToken);
            await Task.Delay(settings.LookEvery, time, cancellationToken);
        }

        var deleted = await store.DeleteAsync(id, version, cancellationToken);
        if (deleted.NextRunTime is { } next)
            await triggers.RemoveAsync(new PlannedTime(id, next), CancellationToken.None);
        return deleted;
    }

    public async Task<ScheduledTask?> FindAsync(string id, CancellationToken cancellationToken = default) =>
        WorkflowTasks.Owns(id) ? await workflows.FindAsync(id, cancellationToken) : await store.FindAsync(id, cancellationToken);

    public async Task<PageOf<ScheduledTask>> ListAsync(TaskQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Page, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.PageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.PageSize, TaskQuery.MaxPageSize);
        var stored = query.Origin == TaskOrigin.Workflow ? new PageOf<ScheduledTask>([], 0) : await store.ListAsync(query, cancellationToken);
        if (query.Origin is not (null or TaskOrigin.Workflow))
            return stored;
        var inWorkflows = await workflows.ListAsync(query, cancellationToken);
        var skipped = (int)Math.Max(0, ((query.Page - 1L) * query.PageSize) - stored.Total);
        return new PageOf<ScheduledTask>([.. stored.Items, .. inWorkflows.Skip(skipped).Take(query.PageSize - stored.Items.Count)], stored.Total + inWorkflows.Count);
    }

    public async Task<Guid> RunAsync(string id, CancellationToken cancellationToken = default)
    {
        if (WorkflowTasks.Owns(id))
        {
            var task = await workflows.FindAsync(id, cancellationToken) ?? throw NotFound(id);
            return (await ExecuteNowAsync(task.Draft with { Name = "", Schedule = null, Enabled = true }, cancellationToken)).ExecutionId;
        }

        var (executionId, consequences) = await ledger.StartAsync(id, cancellationToken);
        await triggers.PutAsync(consequences, CancellationToken.None);
        await ledger.AskForRoomAsync(CancellationToken.None);
        return executionId;
    }

    public async Task<IReadOnlyList<Guid>> StopAsync(string id, CancellationToken cancellationToken = default)
    {
        if (WorkflowTasks.Owns(id))
            return await StopTriggeredAsync(id, cancellationToken);
        var (executionIds, consequences) = await ledger.StopAsync(id, cancellationToken);
        if (executionIds.Count == 0)
            throw NothingToStop(id);
        await triggers.PutAsync(consequences, CancellationToken.None);
        return executionIds;
    }

    public async Task<(ScheduledTask Task, Guid ExecutionId)> ExecuteNowAsync(TaskDraft draft, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now).ToString("N");
        var named = string.IsNullOrWhiteSpace(draft.Name) ? draft with { Name = FormattableString.Invariant($"{Words.Of(draft.ActionType)} {now:yyyy-MM-dd HH:mm:ss} {id[^6..]}") } : draft;
        var complete = rules.Complete(named with { Schedule = null, DependsOn = [] });
        await CheckAsync(complete, before: null, cancellationToken);
        var task = await store.AddAsync(id, complete, TaskOrigin.Api, oneOff: true, cancellationToken);
        return (task, await RunAsync(id, cancellationToken));
    }

    public Task<PageOf<Run>> LogAsync(RunQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, 1000);
        ArgumentOutOfRangeException.ThrowIfNegative(query.Offset);
        return log.ListAsync(query, cancellationToken);
    }

    public Task<PageOf<Run>> LogAsync(string id, int limit = 50, int offset = 0, CancellationToken cancellationToken = default) =>
        LogAsync(new RunQuery { TaskId = id, Limit = limit, Offset = offset }, cancellationToken);

    public Task<Run?> FindRunAsync(Guid executionId, CancellationToken cancellationToken = default) => log.FindAsync(executionId, cancellationToken);

    public IAsyncEnumerable<Run> ExportAsync(CancellationToken cancellationToken = default) => log.ReadAsync(cancellationToken);

    public IReadOnlyList<DateTimeOffset> Preview(Schedule schedule, string? timeZone = null, int count = 10)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone ?? settings.TimeZone.Id, out var zone))
            throw new TaskValidationException([new FieldError("time_zone", $"The time zone '{timeZone}' is not known here. Name one as Europe/Berlin.")]);
        return schedule.Preview(time.GetUtcNow(), zone, count);
    }

    public async Task<SchedulerState> StatusAsync(CancellationToken cancellationToken = default)
    {
        var (total, enabled) = await store.CountAsync(cancellationToken);
        var triggered = await workflows.ListAsync(new TaskQuery(), cancellationToken);
        var unfinished = await log.UnfinishedAsync(cancellationToken);
        var nodes = await scheduler.QueryClusterNodes(cancellationToken);
        var planned = triggered.Where(task => task is { Draft.Enabled: true, NextRunTime: not null }).Select(task => new NextRun(task.Id, task.Draft.Name, task.NextRunTime!.Value));
        return new SchedulerState(
            scheduler.Status == SchedulerStatus.Running,
            total + triggered.Count,
            enabled + triggered.Count(task => task.Draft.Enabled),
            [.. unfinished.Where(run => run.Status == RunStatus.Running)],
            [.. unfinished.Where(run => run.Status == RunStatus.Pending)],
            [.. nodes.Select(node => new SchedulerNode(options.NameOf(node.InstanceId, node.IsCurrentNode), node.IsCurrentNode, node.LastCheckInUtc))])
        {
            NextRuns = [.. planned.Concat(await store.NextRunsAsync(SchedulerState.MostNextRuns, cancellationToken)).OrderBy(next => next.NextRunTime).Take(SchedulerState.MostNextRuns)],
        };
    }

    public Task<long> PurgeAsync(CancellationToken cancellationToken = default) => log.PurgeAsync(cancellationToken);

    // The engine keeps them: it ends them at the next safe point, and the log follows.
    private async Task<IReadOnlyList<Guid>> StopTriggeredAsync(string id, CancellationToken cancellationToken)
    {
        var running = (await log.UnfinishedAsync(cancellationToken)).Where(run => run.TaskId == id).ToList();
        if (running.Count == 0)
            throw NothingToStop(id);
        await using var scope = scopes.CreateAsyncScope();
        var procedures = scope.ServiceProvider.GetRequiredService<ProcedureRuns>();
        foreach (var run in running)
            await procedures.CancelAsync(run.WorkflowInstanceId!, cancellationToken);
        return running.ConvertAll(run => run.ExecutionId);
    }

    private async Task CheckAsync(TaskDraft draft, TaskDraft? before, CancellationToken cancellationToken)
    {
        var errors = rules.Check(draft, before);
        if (errors.Count == 0)
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<ProcedureRuns>().PrepareAsync(draft, errors, cancellationToken);
        }

        if (errors.Count > 0)
            throw new TaskValidationException(errors);
    }

    private async Task FollowAsync(ScheduledTask before, ScheduledTask after)
    {
        if (before.NextRunTime is { } last && last != after.NextRunTime)
            await triggers.RemoveAsync(new PlannedTime(before.Id, last), CancellationToken.None);
        await PlanAsync(after);
        if (before.Draft.Priority != after.Draft.Priority)
            await ledger.PrioritizeAsync(after.Id, after.Draft.Priority, CancellationToken.None);
    }

    private async Task PlanAsync(ScheduledTask task)
    {
        var consequences = new Consequences();
        if (task.NextRunTime is { } next)
            consequences.Planned.Add(new PlannedTime(task.Id, next));
        await triggers.PutAsync(consequences, CancellationToken.None);
    }

    private async Task<ScheduledTask> GetAsync(string id, CancellationToken cancellationToken) => await store.FindAsync(id, cancellationToken) ?? throw NotFound(id);

    private static TaskNotFoundException NotFound(string id) => new($"There is no task '{id}'.");

    private static TaskConflictException NothingToStop(string id) => new($"The task '{id}' neither runs nor waits, so there is nothing to stop.");

    private static void RefuseWorkflow(string id)
    {
        if (WorkflowTasks.Owns(id))
            throw new TaskConflictException("This task is a trigger inside a published workflow. Change it there and publish the workflow again; here it can be enabled, disabled, run and stopped.");
    }
}
