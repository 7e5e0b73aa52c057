using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TapeFlows.Operations.Inbox;

namespace TapeFlows.Operations.Model;

/// <summary>A row of <c>inbox_notices</c>: made in the transaction that posts or escalates its entry, so that none is forgotten.</summary>
internal sealed class NoticeRow
{
    public Guid Id { get; set; }

    public Guid EntryId { get; set; }

    public required string Channel { get; set; }

    public required string Target { get; set; }

    public int Round { get; set; }

    public NoticeState State { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Whoever sends it moves this first: nobody else takes it until then.</summary>
    public DateTimeOffset NextAttemptAt { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    public string? Problem { get; set; }

    public NoticeDelivery ToDelivery() => new()
    {
        Id = Id,
        EntryId = EntryId,
        Channel = Channel,
        Target = Target,
        Round = Round,
        State = State,
        Attempts = Attempts,
        CreatedAt = CreatedAt,
        NextAttemptAt = NextAttemptAt,
        SentAt = SentAt,
        Problem = Problem,
    };

    public static void Describe(EntityTypeBuilder<NoticeRow> table)
    {
        table.ToTable("inbox_notices").HasKey(row => row.Id).HasName("pk_inbox_notices");
        table.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
        table.Property(row => row.EntryId).HasColumnName("entry_id");
        table.Property(row => row.Channel).HasColumnName("channel");
        table.Property(row => row.Target).HasColumnName("target");
        table.Property(row => row.Round).HasColumnName("round");
        table.Property(row => row.State).HasColumnName("state");
        table.Property(row => row.Attempts).HasColumnName("attempts");
        table.Property(row => row.CreatedAt).HasColumnName("created_at");
        table.Property(row => row.NextAttemptAt).HasColumnName("next_attempt_at");
        table.Property(row => row.SentAt).HasColumnName("sent_at");
        table.Property(row => row.Problem).HasColumnName("problem");
        table.HasIndex(row => row.EntryId).HasDatabaseName("ix_inbox_notices_entry_id");
        // 1 is Waiting: a handful, however many were sent.
        table.HasIndex(row => row.NextAttemptAt).HasFilter("state = 1").HasDatabaseName("ix_inbox_notices_waiting");
        table.HasOne<InboxRow>().WithMany().HasForeignKey(row => row.EntryId).OnDelete(DeleteBehavior.Cascade).HasConstraintName("fk_inbox_notices_inbox");
    }
}
