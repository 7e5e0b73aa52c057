using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace TapeFlows.Scheduling.Store.Model;

/// <summary>The tables of tasks and runs, beside those of Quartz and of the engine, the same in both databases but for the types.</summary>
internal sealed class TaskContext(DbContextOptions<TaskContext> options) : DbContext(options)
{
    /// <summary>Its own name, because other rooms keep their tables and histories in the same database.</summary>
    public const string HistoryTable = "task_migrations";

    /// <summary>Names sort by code point in PostgreSQL too, whatever the locale of the database; SQLite always does so.</summary>
    public const string PostgreSqlCollation = "C";

    public DbSet<TaskRow> Tasks => Set<TaskRow>();

    public DbSet<DependencyRow> Dependencies => Set<DependencyRow>();

    public DbSet<RunRow> Runs => Set<RunRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<Moment>();
        configurationBuilder.Properties<Enum>().HaveConversion<short>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<TaskRow>(TaskRow.Describe);
        modelBuilder.Entity<DependencyRow>(DependencyRow.Describe);
        modelBuilder.Entity<RunRow>(RunRow.Describe);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(table => table.GetProperties()))
            Name(property);
    }

    private void Name(IMutableProperty property)
    {
        property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        if (Database.IsNpgsql() && property.ClrType == typeof(string) && (property.IsKey() || property.IsForeignKey() || property.IsIndex()))
            property.SetCollation(PostgreSqlCollation);
    }
}
