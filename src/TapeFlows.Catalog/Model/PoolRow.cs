using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TapeFlows.Backup;

namespace TapeFlows.Catalog.Model;

/// <summary>A row of <c>pools</c>.</summary>
internal sealed class PoolRow
{
    public required string Name { get; set; }

    public required string Description { get; set; }

    /// <summary>In ticks of 100 ns, so that any <see cref="TimeSpan"/> comes back as it was.</summary>
    public long? RetentionTicks { get; set; }

    public bool Append { get; set; }

    public static PoolRow From(Pool pool) => new()
    {
        Name = pool.Name,
        Description = pool.Description,
        RetentionTicks = pool.Retention?.Ticks,
        Append = pool.Append,
    };

    public Pool ToPool() => new()
    {
        Name = Name,
        Description = Description,
        Retention = RetentionTicks is { } ticks ? TimeSpan.FromTicks(ticks) : null,
        Append = Append,
    };

    public static void Describe(EntityTypeBuilder<PoolRow> table)
    {
        table.ToTable("pools").HasKey(row => row.Name).HasName("pk_pools");
        table.Property(row => row.Name).HasColumnName("name");
        table.Property(row => row.Description).HasColumnName("description");
        table.Property(row => row.RetentionTicks).HasColumnName("retention_ticks");
        table.Property(row => row.Append).HasColumnName("append");
    }
}
