using TapeFlows.Scheduling.Schedules;
using TapeFlows.Scheduling.Store;

namespace TapeFlows.Scheduling.Tasks;

/// <summary>The tasks of the older service, by the variables that it read: <c>BACKUP_SCHEDULER_ENABLED</c>, <c>BACKUP_INCREMENTAL_SCHEDULE</c>, <c>BACKUP_FULL_SCHEDULE</c>, <c>BACKUP_CLEANUP_SCHEDULE</c>.</summary>
internal static class ConfiguredTasks
{
    private const string Switch = "BACKUP_SCHEDULER_ENABLED";

    private static readonly (string Id, string Variable, string Cron, ActionType Type, string Procedure, string Description)[] Known =
    [
        ("backup_incremental", "BACKUP_INCREMENTAL_SCHEDULE", "0 2 * * *", ActionType.Backup, "incremental-backup", "Incremental backup"),
        ("backup_full", "BACKUP_FULL_SCHEDULE", "0 3 * * 0", ActionType.Backup, "full-backup", "Full backup"),
        ("cleanup", "BACKUP_CLEANUP_SCHEDULE", "0 4 * * *", ActionType.Cleanup, "cleanup", "Cleanup"),
    ];

    /// <summary>The tasks that variables ask for: none where none of them is set.</summary>
    /// <param name="variable">The value of a variable; <see langword="null"/>: it is not set.</param>
    /// <param name="settings">The time zone of the server.</param>
    /// <exception cref="TaskConfigurationException">A value makes no sense; the message names the variable.</exception>
    public static IReadOnlyList<(string Id, TaskDraft Draft)> Read(Func<string, string?> variable, TaskSettings settings)
    {
        var isSet = Known.Any(known => !string.IsNullOrWhiteSpace(variable(known.Variable)));
        var enabled = variable(Switch)?.Trim().ToLowerInvariant() switch
        {
            null or "" => isSet,
            "true" or "1" or "yes" or "on" => true,
            "false" or "0" or "no" or "off" => false,
            var other => throw new TaskConfigurationException(Switch, $"It is '{other}', neither true nor false."),
        };
        if (!isSet && !enabled)
            return [];
        return [.. Known.Select(known => (known.Id, new TaskDraft
        {
            Name = known.Id,
            Description = $"{known.Description}, from {known.Variable}.",
            Enabled = enabled,
            Schedule = Cron(known.Variable, variable(known.Variable) is { } text && !string.IsNullOrWhiteSpace(text) ? text : known.Cron),
            TimeZone = settings.TimeZone.Id,
            ActionType = known.Type,
            Procedure = known.Procedure,
        }))];
    }

    /// <summary>Makes the stored tasks what the configuration says. Whether one is enabled stays as a person left it, unless the configuration switches all of them off.</summary>
    public static async Task ApplyAsync(IReadOnlyList<(string Id, TaskDraft Draft)> wanted, TaskStore store, CancellationToken cancellationToken)
    {
        foreach (var (id, draft) in wanted)
        {
            if (await store.FindAsync(id, cancellationToken) is not { } present)
                await AddAsync(id, draft, store, cancellationToken);
            else if (present.Draft.Schedule != draft.Schedule || present.Draft.TimeZone != draft.TimeZone || (present.Draft.Enabled && !draft.Enabled))
                await store.ChangeAsync(id, old => old with { Schedule = draft.Schedule, TimeZone = draft.TimeZone, Enabled = old.Enabled && draft.Enabled }, version: null, TaskOrigin.Config, cancellationToken);
        }

        var all = await store.ListAsync(new TaskQuery { Origin = TaskOrigin.Config, EnabledOnly = true, PageSize = TaskQuery.MaxPageSize }, cancellationToken);
        foreach (var left in all.Items.Where(task => wanted.All(x => x.Id != task.Id)))
            await store.ChangeAsync(left.Id, old => old with { Enabled = false }, version: null, TaskOrigin.Config, cancellationToken);
    }

    // A person may have taken the name: that is no reason for a server not to start.
    private static async Task AddAsync(string id, TaskDraft draft, TaskStore store, CancellationToken cancellationToken)
    {
        try
        {
            await store.AddAsync(id, draft, TaskOrigin.Config, oneOff: false, cancellationToken);
        }
        catch (TaskConflictException)
        {
            await store.AddAsync(id, draft with { Name = $"{draft.Name} (configuration)" }, TaskOrigin.Config, oneOff: false, cancellationToken);
        }
    }

    private static CronSchedule Cron(string variable, string text)
    {
        try
        {
            return new CronSchedule(text);
        }
        catch (FormatException error)
        {
            throw new TaskConfigurationException(variable, $"{error.Message.TrimEnd('.')}.");
        }
    }
}
