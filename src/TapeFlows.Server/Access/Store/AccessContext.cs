using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using TapeFlows.Catalog.Databases;

namespace TapeFlows.Server.Access.Store;

/// <summary>The tables of who may come in and of what they changed, beside those of the engine, the same in both databases but for the types.</summary>
internal sealed class AccessContext(DbContextOptions<AccessContext> options) : DbContext(options)
{
    /// <summary>Its own name, because other rooms keep their tables and histories in the same database.</summary>
    public const string HistoryTable = "access_migrations";

    /// <summary>Names sort by code point in PostgreSQL too, whatever the locale of the database; SQLite always does so.</summary>
    public const string PostgreSqlCollation = "C";

    public DbSet<UserRow> Users => Set<UserRow>();

    public DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();

    public DbSet<AuditRow> Audit => Set<AuditRow>();

    public DbSet<AttemptRow> Attempts => Set<AttemptRow>();

    public DbSet<ProtectionKeyRow> ProtectionKeys => Set<ProtectionKeyRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<Moment>();
        configurationBuilder.Properties<Enum>().HaveConversion<short>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<UserRow>(UserRow.Describe);
        modelBuilder.Entity<ApiKeyRow>(ApiKeyRow.Describe);
        modelBuilder.Entity<AuditRow>(AuditRow.Describe);
        modelBuilder.Entity<AttemptRow>(AttemptRow.Describe);
        modelBuilder.Entity<ProtectionKeyRow>(ProtectionKeyRow.Describe);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(table => table.GetProperties()))
            Name(property);
    }

    private void Name(IMutableProperty property)
    {
        property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        if (Database.IsNpgsql() && property.ClrType == typeof(string) && (property.IsKey() || property.IsIndex()))
            property.SetCollation(PostgreSqlCollation);
    }
}
