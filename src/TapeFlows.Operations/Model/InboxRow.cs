using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TapeFlows.Operations.Inbox;

namespace TapeFlows.Operations.Model;

/// <summary>A row of <c>inbox</c>.</summary>
internal sealed class InboxRow
{
    public Guid Id { get; set; }

    public InboxKind Kind { get; set; }

    public NoticeSeverity Severity { get; set; }

    public required string Subject { get; set; }

    public required string Text { get; set; }

    public string? Key { get; set; }

    public string? Run { get; set; }

    public Guid? OperationId { get; set; }

    public string? Pool { get; set; }

    public string? Barcode { get; set; }

    /// <summary>Paths as a JSON array; <see langword="null"/>: none.</summary>
    public string? Attachments { get; set; }

    public DateTimeOffset RaisedAt { get; set; }

    public DateTimeOffset LastRaisedAt { get; set; }

    public int Times { get; set; }

    public int Escalations { get; set; }

    public DateTimeOffset? EscalatedAt { get; set; }

    public DateTimeOffset? EscalatesAt { get; set; }

    public DateTimeOffset? AcknowledgedAt { get; set; }

    public string? AcknowledgedBy { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    public string? AnsweredBy { get; set; }

    public InboxAnswer? Answer { get; set; }

    public string? Remark { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    public InboxEntry ToEntry() => new()
    {
        Id = Id,
        Kind = Kind,
        Severity = Severity,
        Subject = Subject,
        Text = Text,
        Key = Key,
        Run = Run,
        OperationId = OperationId,
        Pool = Pool,
        Barcode = Barcode,
        Attachments = Attachments is null ? [] : JsonSerializer.Deserialize<string[]>(Attachments)!,
        RaisedAt = RaisedAt,
        LastRaisedAt = LastRaisedAt,
        Times = Times,
        Escalations = Escalations,
        EscalatedAt = EscalatedAt,
        EscalatesAt = EscalatesAt,
        AcknowledgedAt = AcknowledgedAt,
        AcknowledgedBy = AcknowledgedBy,
        AnsweredAt = AnsweredAt,
        AnsweredBy = AnsweredBy,
        Answer = Answer,
        Remark = Remark,
        ClosedAt = ClosedAt,
    };

    public static void Describe(EntityTypeBuilder<InboxRow> table)
    {
        table.ToTable("inbox").HasKey(row => row.Id).HasName("pk_inbox");
        table.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
        table.Property(row => row.Kind).HasColumnName("kind");
        table.Property(row => row.Severity).HasColumnName("severity");
        table.Property(row => row.Subject).HasColumnName("subject");
        table.Property(row => row.Text).HasColumnName("text");
        table.Property(row => row.Key).HasColumnName("key");
        table.Property(row => row.Run).HasColumnName("run");
        table.Property(row => row.OperationId).HasColumnName("operation_id");
        table.Property(row => row.Pool).HasColumnName("pool");
        table.Property(row => row.Barcode).HasColumnName("barcode");
        table.Property(row => row.Attachments).HasColumnName("attachments");
        table.Property(row => row.RaisedAt).HasColumnName("raised_at");
        table.Property(row => row.LastRaisedAt).HasColumnName("last_raised_at");
        table.Property(row => row.Times).HasColumnName("times");
        table.Property(row => row.Escalations).HasColumnName("escalations");
        table.Property(row => row.EscalatedAt).HasColumnName("escalated_at");
        table.Property(row => row.EscalatesAt).HasColumnName("escalates_at");
        table.Property(row => row.AcknowledgedAt).HasColumnName("acknowledged_at");
        table.Property(row => row.AcknowledgedBy).HasColumnName("acknowledged_by");
        table.Property(row => row.AnsweredAt).HasColumnName("answered_at");
        table.Property(row => row.AnsweredBy).HasColumnName("answered_by");
        table.Property(row => row.Answer).HasColumnName("answer");
        table.Property(row => row.Remark).HasColumnName("remark");
        table.Property(row => row.ClosedAt).HasColumnName("closed_at");
        table.HasIndex(row => row.RaisedAt).HasDatabaseName("ix_inbox_raised_at");
        table.HasIndex(row => row.ClosedAt).HasDatabaseName("ix_inbox_closed_at");
        table.HasIndex(row => row.OperationId).HasDatabaseName("ix_inbox_operation_id");
        // One thing is open once.
        table.HasIndex(row => row.Key).IsUnique().HasFilter("closed_at IS NULL").HasDatabaseName("ix_inbox_open_key");
        table.HasIndex(row => row.EscalatesAt).HasFilter("escalates_at IS NOT NULL").HasDatabaseName("ix_inbox_escalates_at");
    }
}
