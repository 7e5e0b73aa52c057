namespace TapeFlows.Scheduling.Tasks;

/// <summary>What a task does (<c>action_type</c>). It names the procedure where the task names none.</summary>
public enum ActionType
{
    /// <summary>Backs up: <c>full-backup</c>.</summary>
    Backup = 0,

    /// <summary>Restores: <c>restore</c>.</summary>
    Recovery = 1,

    /// <summary>Expires sets, recycles volumes, purges logs: <c>cleanup</c>.</summary>
    Cleanup = 2,

    /// <summary>Looks at database, disks, drives: <c>health-check</c>.</summary>
    HealthCheck = 3,

    /// <summary>Reports what breaks its policy: <c>retention-check</c>.</summary>
    RetentionCheck = 4,

    /// <summary>Whatever the procedure does that the task has to name.</summary>
    Custom = 5,
}

internal static class ActionTypes
{
    /// <summary>The workflow definition behind a type; <see langword="null"/>: the task has to name one.</summary>
    public static string? Procedure(this ActionType type) => type switch
    {
        ActionType.Backup => "full-backup",
        ActionType.Recovery => "restore",
        ActionType.Cleanup => "cleanup",
        ActionType.HealthCheck => "health-check",
        ActionType.RetentionCheck => "retention-check",
        _ => null,
    };

    /// <summary>What a workflow definition does: a type that it is behind, or a kind of backup; else whatever it does.</summary>
    public static ActionType Of(string definitionId) =>
        Enum.GetValues<ActionType>().FirstOrDefault(type => type.Procedure() == definitionId, definitionId.EndsWith("-backup", StringComparison.Ordinal) ? ActionType.Backup : ActionType.Custom);
}
