using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TapeFlows.Backup.Streaming;
using TapeFlows.Operations.Mounts;

namespace TapeFlows.Operations.Model;

/// <summary>A row of <c>operations</c>.</summary>
internal sealed class OperationRow
{
    public Guid Id { get; set; }

    public required string Key { get; set; }

    public OperationKind Kind { get; set; }

    public OperationState State { get; set; }

    public required string Run { get; set; }

    public string? Waiter { get; set; }

    public required string Request { get; set; }

    public string? Checkpoint { get; set; }

    public string? Drive { get; set; }

    public int Priority { get; set; }

    /// <summary>The process that alone may take it; <see langword="null"/>: any node.</summary>
    public string? Owner { get; set; }

    public DateTimeOffset? NotBefore { get; set; }

    public int Postponed { get; set; }

    /// <summary>A <see cref="VolumeWait"/>, as JSON.</summary>
    public string? WaitsFor { get; set; }

    public string? Node { get; set; }

    public long Fence { get; set; }

    public OperationWish Wish { get; set; }

    public int Attempts { get; set; }

    /// <summary>The last <see cref="ProgressReport"/>, as JSON: nobody asks the database about its parts.</summary>
    public string? Progress { get; set; }

    public string? Outcome { get; set; }

    public string? Problem { get; set; }

    public string? Result { get; set; }

    /// <summary>The span in which the first operation of its run was asked for (W3C Trace Context, <c>traceparent</c>).</summary>
    public string? Trace { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public DateTimeOffset? DeliveredAt { get; set; }

    /// <summary>Ends it. Where nobody waits, nobody has to be told.</summary>
    public void Close(OperationState state, OperationEnd end, DateTimeOffset now)
    {
        State = state;
        (Outcome, Result, Problem, NotBefore, WaitsFor) = (end.Outcome, end.Result, end.Problem, null, null);
        EndedAt = now;
        Wish = OperationWish.None;
        if (Waiter is null)
            DeliveredAt = EndedAt;
    }

    /// <summary>Has it stand still. What was wanted of it while it was at work is done to it now.</summary>
    /// <returns>Whether it stands in this state, and not in one that was wanted.</returns>
    public bool Stand(OperationState state, string problem, DateTimeOffset now)
    {
        if (Wish == OperationWish.Cancel)
            Close(OperationState.Cancelled, new OperationEnd(OperationOutcome.Failed, null, OperationBoard.CancelledByPerson), now);
        else
            (State, Problem) = (Wish == OperationWish.Pause ? OperationState.Paused : state, problem);
        Wish = OperationWish.None;
        return State == state;
    }

    /// <summary>Does what a person wishes, or, while a worker has it in hand, keeps the wish for that worker.</summary>
    /// <returns>Whether the wish makes sense: it has not ended, and there is something to do.</returns>
    public bool Grant(OperationWish wish, string problem, DateTimeOffset now)
    {
        switch (wish)
        {
            case var _ when State.IsEnd():
                return false;
            case OperationWish.Cancel or OperationWish.Pause when State == OperationState.Running:
                Wish = wish;
                return true;
            case OperationWish.Cancel:
                Close(OperationState.Cancelled, new OperationEnd(OperationOutcome.Failed, null, problem), now);
                return true;
            case OperationWish.Pause when State == OperationState.Queued:
                State = OperationState.Paused;
                return true;
            case OperationWish.None when this is { State: OperationState.Running, Wish: OperationWish.Pause }:
                Wish = OperationWish.None;
                return true;
            case OperationWish.None when State is OperationState.Paused or OperationState.Waiting:
                (State, Problem, Wish, NotBefore, WaitsFor) = (OperationState.Queued, null, OperationWish.None, null, null);
                return true;
            default:
                return false;
        }
    }

    public Operation ToOperation() => new()
    {
        Id = Id,
        Key = Key,
        Kind = Kind,
        State = State,
        Run = Run,
        Waiter = Waiter,
        Request = Request,
        Checkpoint = Checkpoint,
        Drive = Drive,
        Priority = Priority,
        NotBefore = NotBefore,
        Postponed = Postponed,
        WaitsFor = WaitsFor is null ? null : JsonSerializer.Deserialize<VolumeWait>(WaitsFor, OperationJson.Options),
        Node = Node,
        Fence = Fence,
        Wish = Wish,
        Attempts = Attempts,
        Progress = Progress is null ? null : JsonSerializer.Deserialize<ProgressReport>(Progress, OperationJson.Options),
        Outcome = Outcome,
        Problem = Problem,
        Result = Result,
        Trace = Trace,
        CreatedAt = CreatedAt,
        StartedAt = StartedAt,
        EndedAt = EndedAt,
        DeliveredAt = DeliveredAt,
    };

    public static void Describe(EntityTypeBuilder<OperationRow> table)
    {
        table.ToTable("operations").HasKey(row => row.Id).HasName("pk_operations");
        table.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
        table.Property(row => row.Key).HasColumnName("key");
        table.Property(row => row.Kind).HasColumnName("kind");
        table.Property(row => row.State).HasColumnName("state");
        table.Property(row => row.Run).HasColumnName("run");
        table.Property(row => row.Waiter).HasColumnName("waiter");
        table.Property(row => row.Request).HasColumnName("request");
        table.Property(row => row.Checkpoint).HasColumnName("checkpoint");
        table.Property(row => row.Drive).HasColumnName("drive");
        table.Property(row => row.Priority).HasColumnName("priority");
        table.Property(row => row.Owner).HasColumnName("owner");
        table.Property(row => row.NotBefore).HasColumnName("not_before");
        table.Property(row => row.Postponed).HasColumnName("postponed");
        table.Property(row => row.WaitsFor).HasColumnName("waits_for");
        table.Property(row => row.Node).HasColumnName("node");
        table.Property(row => row.Fence).HasColumnName("fence");
        table.Property(row => row.Wish).HasColumnName("wish");
        table.Property(row => row.Attempts).HasColumnName("attempts");
        table.Property(row => row.Progress).HasColumnName("progress");
        table.Property(row => row.Outcome).HasColumnName("outcome");
        table.Property(row => row.Problem).HasColumnName("problem");
        table.Property(row => row.Result).HasColumnName("result");
        table.Property(row => row.Trace).HasColumnName("trace");
        table.Property(row => row.CreatedAt).HasColumnName("created_at");
        table.Property(row => row.StartedAt).HasColumnName("started_at");
        table.Property(row => row.EndedAt).HasColumnName("ended_at");
        table.Property(row => row.DeliveredAt).HasColumnName("delivered_at");
        table.HasIndex(row => row.Key).IsUnique().HasDatabaseName("ix_operations_key");
        table.HasIndex(row => row.Run).HasDatabaseName("ix_operations_run");
        table.HasIndex(row => row.State).HasDatabaseName("ix_operations_state");
        table.HasIndex(row => row.CreatedAt).HasDatabaseName("ix_operations_created_at");
        // Ended and not told: a handful, however many operations there are.
        table.HasIndex(row => row.EndedAt).HasFilter("delivered_at IS NULL").HasDatabaseName("ix_operations_undelivered");
    }
}
