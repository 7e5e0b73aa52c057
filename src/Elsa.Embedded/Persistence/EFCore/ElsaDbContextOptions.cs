namespace Elsa.Persistence.EFCore;

/// <summary>Where the engine keeps its tables in a database.</summary>
public class ElsaDbContextOptions
{
    /// <summary>The schema; default: <see cref="ElsaDbContextBase.ElsaSchema"/>. SQLite has none.</summary>
    public string? SchemaName { get; set; }

    /// <summary>The table that says which migrations were applied; default: <see cref="ElsaDbContextBase.MigrationsHistoryTable"/>.</summary>
    public string? MigrationsHistoryTableName { get; set; }
}
