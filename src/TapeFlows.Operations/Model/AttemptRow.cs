using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TapeFlows.Operations.Model;

/// <summary>A row of <c>operation_attempts</c>.</summary>
internal sealed class AttemptRow
{
    public Guid OperationId { get; set; }

    public int Number { get; set; }

    public required string Node { get; set; }

    public long Fence { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public string? Problem { get; set; }

    public OperationAttempt ToAttempt() => new(Number, Node, Fence, StartedAt, EndedAt, Problem);

    public static void Describe(EntityTypeBuilder<AttemptRow> table)
    {
        table.ToTable("operation_attempts").HasKey(row => new { row.OperationId, row.Number }).HasName("pk_operation_attempts");
        table.Property(row => row.OperationId).HasColumnName("operation_id");
        table.Property(row => row.Number).HasColumnName("number").ValueGeneratedNever();
        table.Property(row => row.Node).HasColumnName("node");
        table.Property(row => row.Fence).HasColumnName("fence");
        table.Property(row => row.StartedAt).HasColumnName("started_at");
        table.Property(row => row.EndedAt).HasColumnName("ended_at");
        table.Property(row => row.Problem).HasColumnName("problem");
        table.HasOne<OperationRow>().WithMany().HasForeignKey(row => row.OperationId).OnDelete(DeleteBehavior.Cascade).HasConstraintName("fk_operation_attempts_operations");
    }
}
