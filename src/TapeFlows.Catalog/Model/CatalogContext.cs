using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using TapeFlows.Catalog.Databases;

namespace TapeFlows.Catalog.Model;

/// <summary>The tables of the catalog, the same in both databases but for the types that each has for text, bytes and numbers.</summary>
internal sealed class CatalogContext(DbContextOptions<CatalogContext> options) : DbContext(options)
{
    /// <summary>Its own name, because other rooms may keep their tables and histories in the same database.</summary>
    public const string HistoryTable = "catalog_migrations";

    /// <summary>Barcodes and names sort by code point in PostgreSQL too, whatever the locale of the database; SQLite always does so.</summary>
    public const string PostgreSqlCollation = "C";

    public DbSet<PoolRow> Pools => Set<PoolRow>();

    public DbSet<VolumeRow> Volumes => Set<VolumeRow>();

    public DbSet<SetRow> Sets => Set<SetRow>();

    public DbSet<SegmentRow> Segments => Set<SegmentRow>();

    public DbSet<DirectoryRow> Directories => Set<DirectoryRow>();

    public DbSet<FileRow> Files => Set<FileRow>();

    public DbSet<RemovalRow> Removals => Set<RemovalRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<Moment>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<PoolRow>(PoolRow.Describe);
        modelBuilder.Entity<VolumeRow>(VolumeRow.Describe);
        modelBuilder.Entity<SetRow>(SetRow.Describe);
        modelBuilder.Entity<SegmentRow>(SegmentRow.Describe);
        modelBuilder.Entity<DirectoryRow>(DirectoryRow.Describe);
        modelBuilder.Entity<FileRow>(FileRow.Describe);
        modelBuilder.Entity<RemovalRow>(RemovalRow.Describe);
        if (Database.IsNpgsql())
            SortByCodePoint(modelBuilder.Model);
    }

    private static void SortByCodePoint(IMutableModel model)
    {
        foreach (var property in model.GetEntityTypes().SelectMany(table => table.GetProperties()))
        {
            var isSorted = property.ClrType == typeof(string) && (property.IsKey() || property.IsForeignKey() || property.IsIndex());
            if (isSorted)
                property.SetCollation(PostgreSqlCollation);
        }
    }
}
