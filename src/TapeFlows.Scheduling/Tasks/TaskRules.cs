using TapeFlows.Scheduling.Conditions;
using TapeFlows.Scheduling.Schedules;

namespace TapeFlows.Scheduling.Tasks;

/// <summary>What can be said about a draft without looking anywhere: each field that makes no sense gets an error of its own.</summary>
internal sealed class TaskRules(TaskSettings settings, TimeProvider time)
{
    private const int MaxName = 200;
    private const int MaxDescription = 4000;
    private const int MaxRetries = 20;
    private const int MaxDependencies = 100;
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(7);

    /// <summary>Fills in what a draft leaves to the server: time zone and procedure.</summary>
    public TaskDraft Complete(TaskDraft draft) => draft with
    {
        Name = draft.Name.Trim(),
        TimeZone = draft.TimeZone ?? settings.TimeZone.Id,
        Procedure = string.IsNullOrWhiteSpace(draft.Procedure) ? draft.ActionType.Procedure() ?? "" : draft.Procedure.Trim(),
    };

    /// <summary>Checks a complete draft.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="before">What it was before; <see langword="null"/>: it is new.</param>
    public List<FieldError> Check(TaskDraft draft, TaskDraft? before)
    {
        var errors = new List<FieldError>();
        CheckTexts(draft, errors);
        CheckSchedule(draft, before, errors);
        CheckTimes(draft, errors);
        CheckDependencies(draft, errors);
        if (draft.Conditions is { } conditions)
            CheckConditions(conditions, errors);
        return errors;
    }

    private static void CheckTexts(TaskDraft draft, List<FieldError> errors)
    {
        if (draft.Name.Length is 0 or > MaxName || draft.Name.Any(char.IsControl))
            errors.Add(new FieldError("task_name", $"A name has 1 to {MaxName} characters, and none that control the terminal."));
        if (draft.Description.Length > MaxDescription)
            errors.Add(new FieldError("description", $"It is {draft.Description.Length} characters long; {MaxDescription} are allowed."));
        if (draft.Procedure is null or "")
            errors.Add(new FieldError("procedure", $"It is missing. A task of the type '{Words.Of(draft.ActionType)}' names the workflow that it runs."));
    }

    private void CheckSchedule(TaskDraft draft, TaskDraft? before, List<FieldError> errors)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(draft.TimeZone!, out var zone))
        {
            errors.Add(new FieldError("time_zone", $"The time zone '{draft.TimeZone}' is not known here. Name one as Europe/Berlin."));
            return;
        }

        // What was fine when it was made stays so: a time that has passed since is no reason to refuse another change.
        var isNew = before is null || before.Schedule != draft.Schedule || before.TimeZone != draft.TimeZone;
        if (isNew && draft.Schedule is { } schedule && schedule.NextAfter(time.GetUtcNow(), zone) is null)
        {
            errors.Add(schedule is OnceSchedule
                ? new FieldError("schedule_config.datetime", $"That is past in {draft.TimeZone}. Give a time to come, or start the task by hand.")
                : new FieldError("schedule_config", "It is never due. Look at the day and the month."));
        }
    }

    private static void CheckTimes(TaskDraft draft, List<FieldError> errors)
    {
        if (draft.Retries.Count > MaxRetries)
            errors.Add(new FieldError("retry_count", $"{MaxRetries} further attempts at most."));
        if (draft.Retries.Any(wait => wait < TimeSpan.FromSeconds(1) || wait > LongestWait))
            errors.Add(new FieldError("retry_interval", $"Waits are 1 second to {LongestWait.TotalDays:0} days, in seconds."));
        if (draft.MonitorTimeout < TimeSpan.FromSeconds(1))
            errors.Add(new FieldError("monitor_timeout", "It is at least one second."));
        if (draft.RunTimeout < TimeSpan.FromSeconds(1))
            errors.Add(new FieldError("run_timeout", "It is at least one second."));
    }

    private static void CheckDependencies(TaskDraft draft, List<FieldError> errors)
    {
        if (draft.DependsOn.Count > MaxDependencies)
            errors.Add(new FieldError("depends_on", $"{MaxDependencies} tasks at most."));
        if (draft.DependsOn.Select(x => x.TaskId).Distinct(StringComparer.Ordinal).Count() < draft.DependsOn.Count)
            errors.Add(new FieldError("depends_on", "It names a task twice."));
    }

    private static void CheckConditions(TaskConditions conditions, List<FieldError> errors)
    {
        if (conditions.MaxLoad is { } load && !(load > 0 && load <= 10_000))
            errors.Add(new FieldError("conditions.max_load", "It is more than 0, for example 1.6."));
        if (conditions.MinFreeDisk.Any(pair => !Path.IsPathRooted(pair.Key) || pair.Value < 0))
            errors.Add(new FieldError("conditions.min_free_disk", "It gives bytes for folders that begin with a slash, for example {\"/var\":100000000}."));
        foreach (var host in conditions.NetworkHosts.Where(host => ConditionCheck.Parse(host) is null))
            errors.Add(new FieldError("conditions.network_hosts", $"'{host}' is no host. Write a name or an address, with a port where one must take a connection: db:5432."));
        if (conditions.Window is { } window && window.From == window.To)
            errors.Add(new FieldError("conditions.window", "It begins when it ends, so nothing would ever run. Leave it out for the whole day."));
    }
}
