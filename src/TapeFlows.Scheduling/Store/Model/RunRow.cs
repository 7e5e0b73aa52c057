using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TapeFlows.Scheduling.Runs;
using TapeFlows.Scheduling.Tasks;

namespace TapeFlows.Scheduling.Store.Model;

/// <summary>A row of <c>runs</c>: a line of the log, and while it is not over a place in the queue. It outlives its task.</summary>
internal sealed class RunRow
{
    /// <summary>Counted up by the database: the order of the log, and of the queue within a priority.</summary>
    public long Number { get; set; }

    public required Guid ExecutionId { get; set; }

    public required string TaskId { get; set; }

    public required string TaskName { get; set; }

    public long ExecuteIndex { get; set; }

    public DateTimeOffset PlannedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    public RunStatus Status { get; set; }

    public RunTrigger Trigger { get; set; }

    public int Attempt { get; set; } = 1;

    public TaskPriority Priority { get; set; }

    /// <summary>What it waits for while it is pending, and whether it is the engine's.</summary>
    public RunWait Wait { get; set; }

    /// <summary>The end of waiting for a time.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>What somebody asked of the run; its keeper sees to it.</summary>
    public RunWish Wish { get; set; }

    /// <summary>The firing that keeps the run; <see langword="null"/>: none does.</summary>
    public string? Keeper { get; set; }

    /// <summary>When its keeper last gave a sign of life.</summary>
    public DateTimeOffset? SeenAt { get; set; }

    /// <summary>How often it was put into the queue: each time is a firing of its own.</summary>
    public int Queued { get; set; }

    /// <summary>Whether it was paused at a committed segment, to be resumed (it is pending), or its host let go of it (it is running, without a keeper).</summary>
    public bool Interrupted { get; set; }

    /// <summary>Whether it was told that it takes longer than it should.</summary>
    public bool Alerted { get; set; }

    public string? Message { get; set; }

    /// <summary>JSON.</summary>
    public string? Result { get; set; }

    public string? Node { get; set; }

    public string? InstanceId { get; set; }

    public string? Procedure { get; set; }

    public int? ProcedureVersion { get; set; }

    public bool IsOver => Status > RunStatus.Running;

    public static void Describe(EntityTypeBuilder<RunRow> table)
    {
        table.ToTable("runs").HasKey(row => row.Number).HasName("pk_runs");
        table.Property(row => row.Number).ValueGeneratedOnAdd();
        table.HasIndex(row => row.ExecutionId).IsUnique().HasDatabaseName("ix_runs_execution_id");
        table.HasIndex(row => new { row.TaskId, row.PlannedAt }).IsUnique().HasDatabaseName("ix_runs_task_id_planned_at");
        table.HasIndex(row => new { row.TaskId, row.Number }).HasDatabaseName("ix_runs_task_id_number");
        table.HasIndex(row => row.CompletedAt).HasDatabaseName("ix_runs_completed_at");
        // Not only of what is not over, which would be smaller: SQLite takes an index of some rows only for the very words of its condition.
        table.HasIndex(row => new { row.Status, row.Number }).HasDatabaseName("ix_runs_status_number");
        table.Ignore(row => row.IsOver);
    }
}

/// <summary>What a run waits for.</summary>
internal enum RunWait
{
    /// <summary>Its turn.</summary>
    Turn = 0,

    /// <summary>A time: of a further attempt, or to look at the conditions again.</summary>
    Time = 1,

    /// <summary>The end of the run of the same task before it.</summary>
    Predecessor = 2,

    /// <summary>The tasks it depends on.</summary>
    Dependency = 3,

    /// <summary>Nothing: a trigger inside a workflow started it, and the engine alone keeps it.</summary>
    Engine = 4,
}

/// <summary>What somebody asked of a run.</summary>
internal enum RunWish
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>To end as cancelled at a safe point, by a person.</summary>
    Stop = 1,

    /// <summary>To end as cancelled at a safe point, by the next run of its task.</summary>
    MakeWay = 2,

    /// <summary>To pause at its next committed segment and wait again, for an urgent one.</summary>
    Yield = 3,
}
