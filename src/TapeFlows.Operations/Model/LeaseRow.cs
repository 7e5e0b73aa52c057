using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TapeFlows.Operations.Model;

/// <summary>A row of <c>operation_leases</c>: who alone may work with something, and until when by the clock of the database. It stays when it is given back, so that fences only grow.</summary>
internal sealed class LeaseRow
{
    public required string Resource { get; set; }

    public required string Holder { get; set; }

    public long Fence { get; set; }

    /// <summary>Milliseconds since 1970 UTC.</summary>
    public long ExpiresAt { get; set; }

    public static void Describe(EntityTypeBuilder<LeaseRow> table)
    {
        table.ToTable("operation_leases").HasKey(row => row.Resource).HasName("pk_operation_leases");
        table.Property(row => row.Resource).HasColumnName("resource");
        table.Property(row => row.Holder).HasColumnName("holder");
        table.Property(row => row.Fence).HasColumnName("fence");
        table.Property(row => row.ExpiresAt).HasColumnName("expires_at");
    }
}
