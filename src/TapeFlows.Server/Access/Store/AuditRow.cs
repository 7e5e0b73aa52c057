using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TapeFlows.Server.Access.Store;

/// <summary>A row of <c>access_audit</c>: who changed what. Rows are added and purged by age, never changed.</summary>
internal sealed class AuditRow
{
    /// <summary>Counted up by the database.</summary>
    public long Number { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>The name of the user or key.</summary>
    public required string Who { get; set; }

    /// <summary>Where from; null: from within.</summary>
    public string? Address { get; set; }

    public required string Action { get; set; }

    public required string Target { get; set; }

    /// <summary>JSON; null: it was not.</summary>
    public string? Before { get; set; }

    /// <summary>JSON; null: it is no more.</summary>
    public string? After { get; set; }

    public static void Describe(EntityTypeBuilder<AuditRow> table)
    {
        table.ToTable("access_audit").HasKey(row => row.Number).HasName("pk_access_audit");
        table.Property(row => row.Number).ValueGeneratedOnAdd();
        table.HasIndex(row => row.At).HasDatabaseName("ix_access_audit_at");
        table.HasIndex(row => new { row.Who, row.Number }).HasDatabaseName("ix_access_audit_who");
        table.HasIndex(row => new { row.Action, row.Number }).HasDatabaseName("ix_access_audit_action");
        table.HasIndex(row => new { row.Target, row.Number }).HasDatabaseName("ix_access_audit_target");
    }
}
