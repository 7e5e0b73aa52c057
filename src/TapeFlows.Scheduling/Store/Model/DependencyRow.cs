using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TapeFlows.Scheduling.Store.Model;

/// <summary>A row of <c>task_dependencies</c>.</summary>
internal sealed class DependencyRow
{
    public required string TaskId { get; set; }

    public required string DependsOnId { get; set; }

    /// <summary>Any end will do; else it must be a success.</summary>
    public bool OnEnd { get; set; }

    public static void Describe(EntityTypeBuilder<DependencyRow> table)
    {
        table.ToTable("task_dependencies").HasKey(row => new { row.TaskId, row.DependsOnId }).HasName("pk_task_dependencies");
        table.HasIndex(row => row.DependsOnId).HasDatabaseName("ix_task_dependencies_depends_on_id");
        table.HasOne<TaskRow>().WithMany().HasForeignKey(row => row.DependsOnId).HasConstraintName("fk_task_dependencies_depends_on").OnDelete(DeleteBehavior.Restrict);
    }
}
