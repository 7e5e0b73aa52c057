using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using TapeFlows.Scheduling.Schedules;
using TapeFlows.Scheduling.Tasks;
using TapeFlows.Server.Api.Requests;

namespace TapeFlows.Server.Api.Tasks;

/// <summary>What may be said of a task. Fields that a task is shown with besides may be sent back with it; they are passed over.</summary>
[ReadOnlyFields(typeof(TaskView))]
internal sealed record TaskBody
{
    /// <summary>Unique, 1 to 200 characters.</summary>
    public string? TaskName { get; init; }

    /// <summary>Up to 4000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Whether its schedule counts. Default: true.</summary>
    public bool? Enabled { get; init; }

    /// <summary>once, interval, daily, weekly, monthly, yearly or cron; null: it runs after what it depends on, or by hand.</summary>
    public string? ScheduleType { get; init; }

    /// <summary>By type: {"datetime":"2026-12-25 14:30:00"}, {"interval":30,"unit":"minutes"}, {"time":"02:00:00"}, {"day_of_week":6,"time":"03:00:00"} (0 = Monday; also a list), {"day_of_month":-1,"time":"02:00:00"} (-1 = last), {"month":2,"day":29,"time":"02:00:00"}, {"cron":"0 2,14 * * *"}.</summary>
    public JsonObject? ScheduleConfig { get; init; }

    /// <summary>For example Europe/Berlin. Default: the server's.</summary>
    public string? TimeZone { get; init; }

    /// <summary>What it does; picks the procedure unless one is named. Default: backup.</summary>
    public ActionType? ActionType { get; init; }

    /// <summary>A workflow definition, or one version of it as full-backup@3. Default: that of the action type.</summary>
    public string? Procedure { get; init; }

    /// <summary>The input of the procedure, by the names that it declares.</summary>
    public JsonObject? ActionConfig { get; init; }

    /// <summary>Which goes first. Default: normal.</summary>
    public TaskPriority? Priority { get; init; }

    /// <summary>Further attempts after a failure. Default: 3.</summary>
    [Range(0, 20)]
    public int? RetryCount { get; init; }

    /// <summary>Seconds before a further attempt, one number or a list. Default: 60, 300, 900.</summary>
    public JsonElement? RetryInterval { get; init; }

    /// <summary>Seconds after which somebody is told that a run takes long.</summary>
    [Range(1, int.MaxValue)]
    public int? MonitorTimeout { get; init; }

    /// <summary>Seconds after which a run is cancelled.</summary>
    [Range(1, int.MaxValue)]
    public int? RunTimeout { get; init; }

    /// <summary>What happens to planned times that passed while nothing was up. Default: run_once.</summary>
    public MissedRule? OnMissed { get; init; }

    /// <summary>What happens to a planned time while the task still runs. Default: skip.</summary>
    public OverlapRule? Overlap { get; init; }

    /// <summary>Tasks that must be done before this one runs: {"task_id":"...","on_end":false}, or the id or the name of a task alone.</summary>
    public IReadOnlyList<DependencyBody>? DependsOn { get; init; }

    /// <summary>What must hold for a run to start; null: nothing, not even the usual limit of load.</summary>
    public ConditionsBody? Conditions { get; init; }

    /// <summary>The draft with what was said. What was not keeps its value.</summary>
    /// <param name="draft">What it is, or the defaults.</param>
    /// <param name="given">The fields that were said.</param>
    /// <exception cref="TaskValidationException">Fields make no sense.</exception>
    public TaskDraft ApplyTo(TaskDraft draft, IReadOnlySet<string> given)
    {
        var errors = new List<FieldError>();
        var usual = new TaskDraft();
        T Said<T>(string name, T value, T before) => given.Contains(name) ? value : before;
        var changed = draft with
        {
            Name = Said("task_name", TaskName ?? "", draft.Name),
            Description = Said("description", Description ?? "", draft.Description),
            Enabled = Said("enabled", Enabled ?? usual.Enabled, draft.Enabled),
            Schedule = Schedule(draft.Schedule, given, errors),
            TimeZone = Said("time_zone", TimeZone, draft.TimeZone),
            ActionType = Said("action_type", ActionType ?? usual.ActionType, draft.ActionType),
            Procedure = Said("procedure", Procedure, given.Contains("action_type") && ActionType != draft.ActionType ? null : draft.Procedure),
            ActionConfig = Said("action_config", ActionConfig ?? [], draft.ActionConfig),
            Priority = Said("priority", Priority ?? usual.Priority, draft.Priority),
            Retries = RetryWaits.Read(given.Contains("retry_count") ? RetryCount ?? usual.Retries.Count : null, given.Contains("retry_interval") ? RetryInterval : null, draft.Retries, errors),
            MonitorTimeout = Said("monitor_timeout", Seconds(MonitorTimeout), draft.MonitorTimeout),
            RunTimeout = Said("run_timeout", Seconds(RunTimeout), draft.RunTimeout),
            OnMissed = Said("on_missed", OnMissed ?? usual.OnMissed, draft.OnMissed),
            Overlap = Said("overlap", Overlap ?? usual.Overlap, draft.Overlap),
            DependsOn = Said("depends_on", DependencyBody.Read(DependsOn ?? [], errors), draft.DependsOn),
            Conditions = Said("conditions", Conditions?.Read(errors), draft.Conditions),
        };
        return errors.Count > 0 ? throw new TaskValidationException(errors) : changed;
    }

    private Schedule? Schedule(Schedule? before, IReadOnlySet<string> given, List<FieldError> errors)
    {
        if (!given.Contains("schedule_type") && !given.Contains("schedule_config"))
            return before;
        var type = given.Contains("schedule_type") ? ScheduleType : before?.Type;
        if (type is null && ScheduleConfig is null)
            return null;
        var config = given.Contains("schedule_config") ? ScheduleConfig : type == before?.Type ? before?.ToConfig() : null;
        return ScheduleReader.Read(type, JsonSerializer.SerializeToElement(config, ApiJson.Options), errors);
    }

    private static TimeSpan? Seconds(int? seconds) => seconds is { } value ? TimeSpan.FromSeconds(value) : null;
}

/// <summary>A task that has to be done before another one runs.</summary>
[ShortForm("task_id")]
internal sealed record DependencyBody
{
    /// <summary>The task: its id, or its name. It is shown by its id.</summary>
    public string? TaskId { get; init; }

    /// <summary>true: any end of a run will do; false: it must be a success.</summary>
    public bool OnEnd { get; init; }

    public static IReadOnlyList<TaskDependency> Read(IReadOnlyList<DependencyBody> items, List<FieldError> errors)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (string.IsNullOrEmpty(items[i]?.TaskId))
                errors.Add(new FieldError(FormattableString.Invariant($"depends_on[{i}].task_id"), "It is missing. Write the id or the name of a task."));
        }

        return [.. items.Where(item => !string.IsNullOrEmpty(item?.TaskId)).Select(item => new TaskDependency(item.TaskId!, item.OnEnd))];
    }
}

/// <summary>What must hold for a run to start.</summary>
internal sealed record ConditionsBody
{
    /// <summary>The most load, averaged over a minute as uptime shows it; null: 0.8 for each core.</summary>
    public double? MaxLoad { get; init; }

    /// <summary>The least free space in bytes, by folder.</summary>
    public IReadOnlyDictionary<string, long>? MinFreeDisk { get; init; }

    /// <summary>Hosts that must answer, as host or host:port.</summary>
    public IReadOnlyList<string>? NetworkHosts { get; init; }

    /// <summary>The hours in which a run may start, in the zone of the task.</summary>
    public WindowBody? Window { get; init; }

    public static ConditionsBody? Of(TaskConditions? conditions) => conditions is null ? null : new ConditionsBody
    {
        MaxLoad = conditions.MaxLoad,
        MinFreeDisk = conditions.MinFreeDisk,
        NetworkHosts = conditions.NetworkHosts,
        Window = conditions.Window is { } window ? new WindowBody { From = window.From, To = window.To } : null,
    };

    public TaskConditions Read(List<FieldError> errors)
    {
        if (Window is { } incomplete && (incomplete.From is null || incomplete.To is null))
            errors.Add(new FieldError("conditions.window", "It has a beginning and an end. Write {\"from\":\"22:00:00\",\"to\":\"06:00:00\"}."));
        return new TaskConditions
        {
            MaxLoad = MaxLoad,
            MinFreeDisk = MinFreeDisk ?? new Dictionary<string, long>(StringComparer.Ordinal),
            NetworkHosts = NetworkHosts ?? [],
            Window = Window is { From: { } from, To: { } to } ? new TimeWindow(from, to) : null,
        };
    }
}

/// <summary>Hours of the day; they may go over midnight.</summary>
internal sealed record WindowBody
{
    /// <summary>The first time, for example 22:00:00.</summary>
    public TimeOnly? From { get; init; }

    /// <summary>The first time that is outside again.</summary>
    public TimeOnly? To { get; init; }
}
