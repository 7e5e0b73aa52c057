using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TapeFlows.Scheduling.Runs;
using TapeFlows.Scheduling.Schedules;
using TapeFlows.Scheduling.Store.Model;
using TapeFlows.Scheduling.Tasks;

namespace TapeFlows.Scheduling.Store;

/// <summary>The way from a draft to its row, and from rows to what is shown.</summary>
internal static class TaskMapping
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Writes a draft that was checked, with time zone and procedure filled in, to a row.</summary>
    public static void Write(TaskDraft draft, TaskRow row)
    {
        row.Name = draft.Name;
        row.Description = draft.Description;
        row.Enabled = draft.Enabled;
        row.ScheduleType = draft.Schedule?.Type;
        row.ScheduleConfig = draft.Schedule?.ToConfig().ToJsonString();
        row.TimeZone = draft.TimeZone!;
        row.ActionType = draft.ActionType;
        row.Procedure = draft.Procedure!;
        row.ActionConfig = draft.ActionConfig.ToJsonString();
        row.Priority = draft.Priority;
        row.Retries = string.Join(',', draft.Retries.Select(wait => ((long)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture)));
        row.MonitorSeconds = (long?)draft.MonitorTimeout?.TotalSeconds;
        row.TimeoutSeconds = (long?)draft.RunTimeout?.TotalSeconds;
        row.OnMissed = draft.OnMissed;
        row.Overlap = draft.Overlap;
        row.Conditions = draft.Conditions is null ? null : JsonSerializer.Serialize(draft.Conditions, Json);
        row.DependsOn.RemoveAll(old => !draft.DependsOn.Any(x => x.TaskId == old.DependsOnId));
        foreach (var wanted in draft.DependsOn)
        {
            if (row.DependsOn.Find(x => x.DependsOnId == wanted.TaskId) is { } existing)
                existing.OnEnd = wanted.OnEnd;
            else
                row.DependsOn.Add(new DependencyRow { TaskId = row.Id, DependsOnId = wanted.TaskId, OnEnd = wanted.OnEnd });
        }
    }

    public static TaskDraft Draft(TaskRow row) => new()
    {
        Name = row.Name,
        Description = row.Description,
        Enabled = row.Enabled,
        Schedule = Schedule(row),
        TimeZone = row.TimeZone,
        ActionType = row.ActionType,
        Procedure = row.Procedure,
        ActionConfig = (JsonObject)JsonNode.Parse(row.ActionConfig)!,
        Priority = row.Priority,
        Retries = Retries(row),
        MonitorTimeout = Seconds(row.MonitorSeconds),
        RunTimeout = Seconds(row.TimeoutSeconds),
        OnMissed = row.OnMissed,
        Overlap = row.Overlap,
        DependsOn = [.. row.DependsOn.Select(x => new TaskDependency(x.DependsOnId, x.OnEnd)).OrderBy(x => x.TaskId, StringComparer.Ordinal)],
        Conditions = row.Conditions is null ? null : JsonSerializer.Deserialize<TaskConditions>(row.Conditions, Json),
    };

    public static Schedule? Schedule(TaskRow row) => row is { ScheduleType: { } type, ScheduleConfig: { } config } ? ScheduleReader.Read(type, config) : null;

    public static IReadOnlyList<TimeSpan> Retries(TaskRow row) =>
        [.. row.Retries.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(text => TimeSpan.FromSeconds(long.Parse(text, CultureInfo.InvariantCulture)))];

    public static TimeZoneInfo Zone(TaskRow row) => TimeZoneInfo.FindSystemTimeZoneById(row.TimeZone);

    public static ScheduledTask Task(TaskRow row, bool isRunning) => new()
    {
        Id = row.Id,
        Draft = Draft(row),
        Origin = row.Origin,
        OneOff = row.OneOff,
        Status = Status(row, isRunning),
        Version = row.Version,
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
        NextRunTime = row.NextRunAt,
        LastRunTime = row.LastRunAt,
        LastSuccessTime = row.LastSuccessAt,
        LastFailureTime = row.LastFailureAt,
        TotalRuns = row.TotalRuns,
        SuccessRuns = row.SuccessRuns,
        FailureRuns = row.FailureRuns,
        AverageDuration = row.TimedRuns == 0 ? null : TimeSpan.FromMilliseconds(row.TimedMilliseconds / row.TimedRuns),
    };

    public static Run Run(RunRow row) => new()
    {
        ExecutionId = row.ExecutionId,
        TaskId = row.TaskId,
        TaskName = row.TaskName,
        ExecuteIndex = row.ExecuteIndex,
        PlannedAt = row.PlannedAt,
        StartedAt = row.StartedAt,
        CompletedAt = row.CompletedAt,
        // Nobody works at what was interrupted, also where nothing could be paused.
        Status = row.Interrupted ? RunStatus.Pending : row.Status,
        ErrorMessage = row.Message,
        Result = row.Result,
        Trigger = row.Trigger,
        Attempt = row.Attempt,
        Node = row.Node,
        WorkflowInstanceId = row.InstanceId,
        Procedure = row.Procedure,
        ProcedureVersion = row.ProcedureVersion,
        Priority = row.Priority,
        Interrupted = row.Interrupted,
    };

    private static ScheduledTaskStatus Status(TaskRow row, bool isRunning) => row switch
    {
        _ when isRunning => ScheduledTaskStatus.Running,
        { Enabled: false } => ScheduledTaskStatus.Inactive,
        { LastOutcome: RunStatus.Failed } => ScheduledTaskStatus.Error,
        { LastOutcome: RunStatus.Cancelled } => ScheduledTaskStatus.Paused,
        _ => ScheduledTaskStatus.Active,
    };

    private static TimeSpan? Seconds(long? seconds) => seconds is { } value ? TimeSpan.FromSeconds(value) : null;
}
