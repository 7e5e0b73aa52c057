using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using TapeFlows.Catalog;
using TapeFlows.Catalog.Databases;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Access.Store;

/// <summary>The tables of users, keys and the audit log, in the database of the engine.</summary>
internal sealed class AccessTables(SharedDatabase database) : RoomTables<AccessContext>(database, AccessContext.HistoryTable, LockKey)
{
    // "TFaccess" in ASCII.
    private const long LockKey = 0x5446616363657373;

    /// <summary>Those of a data folder: in the engine's file, or where the catalog is in PostgreSQL, there.</summary>
    public static AccessTables Of(Station station) => new(
        station.CatalogOptions.Provider == CatalogProvider.PostgreSql
            ? SharedDatabase.PostgreSql(station.CatalogOptions.ConnectionString, "TapeFlows access")
            : SharedDatabase.Sqlite(new SqliteConnectionStringBuilder { DataSource = station.Folder.EngineFile }.ToString()));

    protected override string What => "Users and keys";

    protected override AccessContext Create(DbContextOptions<AccessContext> options) => new(options);
}
