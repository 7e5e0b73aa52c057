using Microsoft.EntityFrameworkCore;
using TapeFlows.Scheduling.Runs;
using TapeFlows.Scheduling.Store.Model;
using TapeFlows.Scheduling.Tasks;

namespace TapeFlows.Scheduling.Store;

/// <summary>Tasks as they are kept: made, changed and deleted one transaction each. It checks what only the database can know: names, versions, dependencies.</summary>
internal sealed class TaskStore(TaskDatabase database, TimeProvider time)
{
    /// <summary>Stores a new task.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="draft">What was checked by itself.</param>
    /// <param name="origin">Where it comes from.</param>
    /// <param name="oneOff">Whether it is one run and no more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TaskConflictException">The name or the id is taken.</exception>
    /// <exception cref="TaskValidationException">It depends on something that is not there, or in the end on itself.</exception>
    public Task<ScheduledTask> AddAsync(string id, TaskDraft draft, TaskOrigin origin, bool oneOff, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async context =>
            {
                if (await context.Tasks.AnyAsync(row => row.Id == id, cancellationToken))
                    throw new TaskConflictException($"There is a task '{id}' already.");
                await CheckAsync(context, id, draft, cancellationToken);
                var now = time.GetUtcNow();
                var row = new TaskRow
                {
                    Id = id,
                    Name = draft.Name,
                    TimeZone = "",
                    Procedure = "",
                    ActionConfig = "",
                    Origin = origin,
                    OneOff = oneOff,
                    Version = 1,
                    CreatedAt = now,
                    UpdatedAt = now,
                    ReleasedAt = now,
                };
                TaskMapping.Write(draft, row);
                row.NextRunAt = NextRun(row, now);
                context.Add(row);
                return TaskMapping.Task(row, isRunning: false);
            },
            cancellationToken);

    /// <summary>Changes a task. Another schedule or zone counts from now; anything else leaves the next planned time as it is.</summary>
    /// <param name="id">The task.</param>
    /// <param name="change">Makes the new draft of the old one.</param>
    /// <param name="version">The version that the change was made of; <see langword="null"/>: whatever it is now.</param>
    /// <param name="origin">Who changes it: only its own origin may.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The task before and after.</returns>
    public Task<(ScheduledTask Before, ScheduledTask After)> ChangeAsync(
        string id, Func<TaskDraft, TaskDraft> change, int? version, TaskOrigin origin, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async context =>
            {
                var row = await GetAsync(context, id, cancellationToken);
                var isRunning = await IsRunningAsync(context, id, cancellationToken);
                var before = TaskMapping.Task(row, isRunning);
                if (version is { } expected && expected != row.Version)
                    throw new TaskVersionException($"The task '{row.Name}' was changed by somebody else (it is at version {row.Version}, not {expected}). Nothing was changed. Read it again and repeat the change.");
                var draft = change(before.Draft);
                if (row.Origin != origin && draft with { Enabled = row.Enabled } != before.Draft)
                    throw new TaskConflictException($"The task '{row.Name}' comes from the {(row.Origin == TaskOrigin.Config ? "configuration" : "workflow")}. Nothing was changed. Change it there; here it can be enabled, disabled, run and stopped.");
                await CheckAsync(context, id, draft, cancellationToken);
                var now = time.GetUtcNow();
                TaskMapping.Write(draft, row);
                Reschedule(before.Draft, draft, row, now);
                row.Version++;
                row.UpdatedAt = now;
                return (before, TaskMapping.Task(row, isRunning));
            },
            cancellationToken);

    /// <summary>Deletes a task; its log stays until it is purged. What waits of it is cancelled.</summary>
    /// <exception cref="TaskConflictException">It runs, or others depend on it.</exception>
    public Task<ScheduledTask> DeleteAsync(string id, int? version, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async context =>
            {
                var row = await GetAsync(context, id, cancellationToken);
                if (version is { } expected && expected != row.Version)
                    throw new TaskVersionException($"The task '{row.Name}' was changed by somebody else (it is at version {row.Version}, not {expected}). It was not deleted. Read it again first.");
                if (await IsRunningAsync(context, id, cancellationToken))
                    throw new TaskConflictException($"The task '{row.Name}' runs. It was not deleted. Stop it first.");
                var dependents = await context.Dependencies.Where(x => x.DependsOnId == id).Join(context.Tasks, x => x.TaskId, x => x.Id, (_, task) => task.Name).OrderBy(x => x).ToListAsync(cancellationToken);
                if (dependents.Count > 0)
                    throw new TaskConflictException($"The task '{row.Name}' was not deleted: {string.Join(", ", dependents.Take(10).Select(name => $"'{name}'"))} would wait for it for ever. Change what they depend on first.");
                foreach (var run in await context.Runs.Where(run => run.TaskId == id && run.Status == RunStatus.Pending).ToListAsync(cancellationToken))
                    (run.Status, run.CompletedAt, run.Message) = (RunStatus.Cancelled, time.GetUtcNow(), "The task was deleted.");
                context.Remove(row);
                return TaskMapping.Task(row, isRunning: false);
            },
            cancellationToken);

    /// <summary>A draft whose dependencies are named by id: whoever wrote it may have named tasks by their names. What is neither stays.</summary>
    public Task<TaskDraft> IdentifyAsync(TaskDraft draft, CancellationToken cancellationToken)
    {
        var said = draft.DependsOn.Select(x => x.TaskId).ToHashSet(StringComparer.Ordinal);
        return said.Count == 0 ? Task.FromResult(draft) : database.ReadAsync(
            async context =>
            {
                var known = await context.Tasks.Where(row => said.Contains(row.Id)).Select(row => row.Id).ToListAsync(cancellationToken);
                var named = await context.Tasks.Where(row => said.Contains(row.Name) && !row.OneOff).ToDictionaryAsync(row => row.Name, row => row.Id, StringComparer.Ordinal, cancellationToken);
                return draft with { DependsOn = [.. draft.DependsOn.Select(x => known.Contains(x.TaskId) ? x : x with { TaskId = named.GetValueOrDefault(x.TaskId, x.TaskId) })] };
            },
            cancellationToken);
    }

    /// <summary>A task; <see langword="null"/>: there is none of that id.</summary>
    public Task<ScheduledTask?> FindAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context => await context.Tasks.Include(row => row.DependsOn).FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is { } row
                ? TaskMapping.Task(row, await IsRunningAsync(context, id, cancellationToken))
                : null,
            cancellationToken);

    /// <summary>A page of tasks in the order of their names.</summary>
    public Task<PageOf<ScheduledTask>> ListAsync(TaskQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context =>
            {
                var rows = Matching(context, query).OrderBy(row => row.Name);
                var (page, total) = string.IsNullOrEmpty(query.Search) ? await PageAsync(rows, query, cancellationToken) : await SearchAsync(context, rows, query, cancellationToken);
                var running = await context.Runs.Where(run => run.Status == RunStatus.Running).Select(run => run.TaskId).ToListAsync(cancellationToken);
                return new PageOf<ScheduledTask>([.. page.Select(row => TaskMapping.Task(row, running.Contains(row.Id)))], total);
            },
            cancellationToken);

    /// <summary>The triggers inside workflows that have started something, or one of them: what of them is counted.</summary>
    public Task<List<ScheduledTask>> ListTriggersAsync(string? id, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context =>
            {
                var rows = await context.Tasks.Where(row => row.Origin == TaskOrigin.Workflow && (id == null || row.Id == id)).ToListAsync(cancellationToken);
                var running = await context.Runs.Where(run => run.Status == RunStatus.Running).Select(run => run.TaskId).ToListAsync(cancellationToken);
                return rows.ConvertAll(row => TaskMapping.Task(row, running.Contains(row.Id)));
            },
            cancellationToken);

    /// <summary>The next planned time of every enabled task that has one, in order of id.</summary>
    public Task<List<PlannedTime>> PlannedAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            context => context.Tasks.Where(row => row.Enabled && row.NextRunAt != null).OrderBy(row => row.Id).Select(row => new PlannedTime(row.Id, row.NextRunAt!.Value)).ToListAsync(cancellationToken),
            cancellationToken);

    /// <summary>The first planned times of enabled tasks, in their order.</summary>
    public Task<List<NextRun>> NextRunsAsync(int count, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context =>
            {
                var first = context.Tasks.Where(row => row.Enabled && row.NextRunAt != null).OrderBy(row => row.NextRunAt).ThenBy(row => row.Id).Take(count);
                return (await first.Select(row => new { row.Id, row.Name, row.NextRunAt }).ToListAsync(cancellationToken)).ConvertAll(row => new NextRun(row.Id, row.Name, row.NextRunAt!.Value));
            },
            cancellationToken);

    /// <summary>How many tasks there are, and how many of them are enabled; without one-offs and without what counts the runs of triggers.</summary>
    public Task<(int Total, int Enabled)> CountAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context =>
            {
                var counts = await context.Tasks.Where(row => !row.OneOff && row.Origin != TaskOrigin.Workflow).GroupBy(row => row.Enabled).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
                return (counts.Sum(x => x.Count), counts.Where(x => x.Key).Sum(x => x.Count));
            },
            cancellationToken);

    internal static async Task<TaskRow> GetAsync(TaskContext context, string id, CancellationToken cancellationToken) =>
        await context.Tasks.Include(row => row.DependsOn).FirstOrDefaultAsync(row => row.Id == id, cancellationToken)
        ?? throw new TaskNotFoundException($"There is no task '{id}'.");

    /// <summary>The first planned time of a task as it is now.</summary>
    internal static DateTimeOffset? NextRun(TaskRow row, DateTimeOffset now) => row.Enabled ? TaskMapping.Schedule(row)?.NextAfter(now, TaskMapping.Zone(row)) : null;

    private static void Reschedule(TaskDraft before, TaskDraft after, TaskRow row, DateTimeOffset now)
    {
        var isOther = before.Schedule != after.Schedule || before.TimeZone != after.TimeZone;
        if (!row.Enabled || isOther || !before.Enabled)
            row.NextRunAt = NextRun(row, now);
        if (!before.Enabled && after.Enabled)
            row.LastOutcome = null;
    }

    private static Task<bool> IsRunningAsync(TaskContext context, string id, CancellationToken cancellationToken) =>
        context.Runs.AnyAsync(run => run.TaskId == id && run.Status == RunStatus.Running, cancellationToken);

    private static IQueryable<TaskRow> Matching(TaskContext context, TaskQuery query)
    {
        var rows = context.Tasks.Where(row => !row.OneOff);
        if (query.EnabledOnly)
            rows = rows.Where(row => row.Enabled);
        if (query.ActionType is { } type)
            rows = rows.Where(row => row.ActionType == type);
        if (query.Origin is { } origin)
            rows = rows.Where(row => row.Origin == origin);
        return rows;
    }

    private static async Task<(List<TaskRow> Page, long Total)> PageAsync(IOrderedQueryable<TaskRow> rows, TaskQuery query, CancellationToken cancellationToken)
    {
        var total = await rows.LongCountAsync(cancellationToken);
        return (await rows.Include(row => row.DependsOn).Skip((query.Page - 1) * query.PageSize).Take(query.PageSize).AsSplitQuery().ToListAsync(cancellationToken), total);
    }

    // Compared here, in one pass: small and large letters of which script are alike is another matter in each database, and SQLite knows those of ASCII only.
    private static async Task<(List<TaskRow> Page, long Total)> SearchAsync(TaskContext context, IOrderedQueryable<TaskRow> rows, TaskQuery query, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        await foreach (var row in rows.Select(row => new { row.Id, row.Name, row.Description }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (query.Finds(row.Name, row.Description))
                found.Add(row.Id);
        }

        var page = found.Skip((query.Page - 1) * query.PageSize).Take(query.PageSize).ToList();
        return (await context.Tasks.Include(row => row.DependsOn).Where(row => page.Contains(row.Id)).OrderBy(row => row.Name).AsSplitQuery().ToListAsync(cancellationToken), found.Count);
    }

    private static async Task CheckAsync(TaskContext context, string id, TaskDraft draft, CancellationToken cancellationToken)
    {
        if (await context.Tasks.AnyAsync(row => row.Name == draft.Name && row.Id != id, cancellationToken))
            throw new TaskConflictException($"There is a task named '{draft.Name}' already. Choose another name, or change that one.");
        if (draft.DependsOn.Count > 0)
            await DependencyCheck.RunAsync(context, id, draft, cancellationToken);
    }
}

/// <summary>The next planned time of a task.</summary>
internal readonly record struct PlannedTime(string TaskId, DateTimeOffset At);
