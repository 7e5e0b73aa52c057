using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TapeFlows.Scheduling.Runs;
using TapeFlows.Scheduling.Tasks;

namespace TapeFlows.Scheduling.Store.Model;

/// <summary>A row of <c>tasks</c>: what was asked for, the next planned time, and what became of it so far.</summary>
internal sealed class TaskRow
{
    public required string Id { get; set; }

    public required string Name { get; set; }

    public string Description { get; set; } = "";

    public TaskOrigin Origin { get; set; }

    public bool OneOff { get; set; }

    public bool Enabled { get; set; }

    public string? ScheduleType { get; set; }

    public string? ScheduleConfig { get; set; }

    public required string TimeZone { get; set; }

    public ActionType ActionType { get; set; }

    public required string Procedure { get; set; }

    /// <summary>JSON.</summary>
    public required string ActionConfig { get; set; }

    public TaskPriority Priority { get; set; }

    /// <summary>Seconds, separated by commas.</summary>
    public string Retries { get; set; } = "";

    public long? MonitorSeconds { get; set; }

    public long? TimeoutSeconds { get; set; }

    public MissedRule OnMissed { get; set; }

    public OverlapRule Overlap { get; set; }

    /// <summary>JSON; <see langword="null"/>: none.</summary>
    public string? Conditions { get; set; }

    public int Version { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? NextRunAt { get; set; }

    /// <summary>How the last run left the task: <see cref="RunStatus.Failed"/> shows as error, <see cref="RunStatus.Cancelled"/> as paused.</summary>
    public RunStatus? LastOutcome { get; set; }

    /// <summary>The number of the last line of its log.</summary>
    public long LastIndex { get; set; }

    /// <summary>Since when tasks that this one depends on must have been done for it to run again.</summary>
    public DateTimeOffset ReleasedAt { get; set; }

    public DateTimeOffset? LastRunAt { get; set; }

    public DateTimeOffset? LastEndAt { get; set; }

    public DateTimeOffset? LastSuccessAt { get; set; }

    public DateTimeOffset? LastFailureAt { get; set; }

    public long TotalRuns { get; set; }

    public long SuccessRuns { get; set; }

    public long FailureRuns { get; set; }

    /// <summary>The runs in <see cref="TimedMilliseconds"/>.</summary>
    public long TimedRuns { get; set; }

    public long TimedMilliseconds { get; set; }

    public List<DependencyRow> DependsOn { get; set; } = [];

    public static void Describe(EntityTypeBuilder<TaskRow> table)
    {
        table.ToTable("tasks").HasKey(row => row.Id).HasName("pk_tasks");
        table.HasIndex(row => row.Name).IsUnique().HasDatabaseName("ix_tasks_name");
        table.HasIndex(row => row.NextRunAt).HasDatabaseName("ix_tasks_next_run_at");
        table.HasMany(row => row.DependsOn).WithOne().HasForeignKey(row => row.TaskId).HasConstraintName("fk_task_dependencies_tasks").OnDelete(DeleteBehavior.Cascade);
    }
}
