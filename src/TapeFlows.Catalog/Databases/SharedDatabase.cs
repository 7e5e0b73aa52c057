using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace TapeFlows.Catalog.Databases;

/// <summary>
/// A database in which several rooms keep tables beside each other: a SQLite file or a PostgreSQL database. Each room has its own <see cref="RoomTables{TContext}"/>
/// on it. All that the two kinds do differently is in the classes derived from this one.
/// </summary>
public abstract class SharedDatabase : IAsyncDisposable
{
    /// <summary>The database that the options of a catalog name.</summary>
    /// <param name="options">Which, and for how long to wait for another writer.</param>
    /// <param name="user">Who connects, as the server's list of sessions shows it.</param>
    /// <exception cref="CatalogException">The options make no sense together.</exception>
    public static SharedDatabase Of(CatalogOptions options, string user)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return options.Provider == CatalogProvider.Sqlite ? Sqlite($"Data Source={options.Path}", options.BusyTimeout) : PostgreSql(options.ConnectionString, user);
    }

    /// <summary>A SQLite file. It and its folder are made when they are missing.</summary>
    /// <param name="connectionString">Names the file.</param>
    /// <param name="busyTimeout">For how long to wait for another process that writes; null: as the connection string says.</param>
    public static SharedDatabase Sqlite(string connectionString, TimeSpan? busyTimeout = null) => new SqliteDatabase(connectionString, busyTimeout);

    /// <summary>A PostgreSQL database, which several hosts may share.</summary>
    /// <param name="connectionString">Names it.</param>
    /// <param name="user">Who connects, as the server's list of sessions shows it.</param>
    public static SharedDatabase PostgreSql(string connectionString, string user) => new PostgreSqlDatabase(connectionString, user);

    /// <summary>Whether it is a SQLite file.</summary>
    public abstract bool IsSqlite { get; }

    /// <summary>Has contexts work on it, with a history of migrations of their own.</summary>
    internal DbContextOptions<TContext> OptionsFor<TContext>(string historyTable)
        where TContext : DbContext
    {
        // Migrations are written by hand and have no snapshot of the model: a test of each room holds the two against each other.
        var builder = new DbContextOptionsBuilder<TContext>().ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
        Use(builder, historyTable);
        return builder.Options;
    }

    /// <summary>Makes what must be there before the first connection, and sets what is a property of the database as a whole.</summary>
    internal abstract Task PrepareAsync(DbContext context, CancellationToken cancellationToken);

    /// <summary>Waits for the turn to write within this process, where a database takes one writer at a time.</summary>
    internal abstract Task<IDisposable?> TakeTurnAsync(CancellationToken cancellationToken);

    /// <summary>Begins a transaction that writes.</summary>
    /// <param name="context">In which it is.</param>
    /// <param name="order">Transactions with the same number exclude each other over all processes. SQLite has one writer anyway.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal abstract Task<IDbContextTransaction> BeginWriteAsync(DbContext context, long order, CancellationToken cancellationToken);

    /// <summary>Closes the connections that nobody uses any more.</summary>
    public abstract ValueTask DisposeAsync();

    private protected abstract void Use(DbContextOptionsBuilder builder, string historyTable);
}
