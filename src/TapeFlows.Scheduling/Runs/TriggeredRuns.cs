using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using TapeFlows.Scheduling.Store;
using TapeFlows.Scheduling.Store.Model;
using TapeFlows.Scheduling.Tasks;

namespace TapeFlows.Scheduling.Runs;

/// <summary>
/// The lines of the log for runs that a trigger inside a workflow started. The engine keeps such a run, not this room: its line follows what the engine stores,
/// and its task is a row that only counts.
/// </summary>
internal sealed class TriggeredRuns(TaskDatabase database, TimeProvider time)
{
    /// <summary>How long an instance may be missing before its line says that it was lost.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The line of an instance: the same, however often the instance begins.</summary>
    public static Guid ExecutionIdOf(string instanceId) => new(SHA256.HashData(Encoding.UTF8.GetBytes(instanceId)).AsSpan(0, 16));

    /// <summary>An instance begins.</summary>
    /// <returns>Whether it was not known before.</returns>
    public Task<bool> BeginAsync(TriggeredRun begun, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async context =>
            {
                var executionId = ExecutionIdOf(begun.InstanceId);
                if (await context.Runs.AnyAsync(run => run.ExecutionId == executionId, cancellationToken))
                    return false;
                var now = time.GetUtcNow();
                var task = await context.Tasks.FirstOrDefaultAsync(row => row.Id == begun.TaskId, cancellationToken) ?? context.Add(Counter(begun, now)).Entity;
                var planned = RunAdmission.Unplanned(now);
                while (await context.Runs.AnyAsync(run => run.TaskId == task.Id && run.PlannedAt == planned, cancellationToken))
                    planned = RunAdmission.Unplanned(planned.AddMilliseconds(1));
                task.LastRunAt = now;
                context.Add(new RunRow
                {
                    ExecutionId = executionId,
                    TaskId = task.Id,
                    TaskName = begun.TaskName,
                    ExecuteIndex = ++task.LastIndex,
                    PlannedAt = planned,
                    StartedAt = now,
                    Status = RunStatus.Running,
                    Wait = RunWait.Engine,
                    Trigger = begun.Trigger,
                    Priority = task.Priority,
                    Node = begun.Node,
                    InstanceId = begun.InstanceId,
                    Procedure = begun.Procedure,
                    ProcedureVersion = begun.Version,
                });
                return true;
            },
            cancellationToken);

    /// <summary>The lines that are not over, oldest first, as long as that takes no more than a page: the rest at the next look.</summary>
    public Task<List<Run>> ListUnfinishedAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context => (await context.Runs.Where(run => run.Status == RunStatus.Running && run.Wait == RunWait.Engine).OrderBy(run => run.Number).Take(1000).ToListAsync(cancellationToken))
                .ConvertAll(TaskMapping.Run),
            cancellationToken);

    /// <summary>Whether an instance that cannot be found is lost: its process may have died before the first commit.</summary>
    public bool IsLost(Run run) => run.StartedAt < time.GetUtcNow() - Patience;

    private static TaskRow Counter(TriggeredRun begun, DateTimeOffset now) => new()
    {
        Id = begun.TaskId,
        Name = begun.TaskId,
        Origin = TaskOrigin.Workflow,
        // Not listed, and gone when its log is.
        OneOff = true,
        Enabled = true,
        TimeZone = TimeZoneInfo.Utc.Id,
        Procedure = begun.Procedure,
        ActionConfig = "{}",
        ActionType = ActionTypes.Of(begun.Procedure),
        Priority = TaskPriority.Normal,
        Version = 1,
        CreatedAt = now,
        UpdatedAt = now,
        ReleasedAt = now,
    };
}

/// <summary>An instance that a trigger inside a workflow started.</summary>
/// <param name="TaskId">As which task the trigger is shown.</param>
/// <param name="TaskName">Its name.</param>
/// <param name="Trigger">What kind of trigger.</param>
/// <param name="InstanceId">The instance.</param>
/// <param name="Procedure">The definition.</param>
/// <param name="Version">Its version.</param>
/// <param name="Node">Where it began.</param>
internal sealed record TriggeredRun(string TaskId, string TaskName, RunTrigger Trigger, string InstanceId, string Procedure, int Version, string Node);
