using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using TapeFlows.Backup;
using TapeFlows.Catalog.Databases;
using TapeFlows.Catalog.Model;

namespace TapeFlows.Catalog.Stores;

/// <summary>
/// The database behind the catalog: how a unit of work gets its context and its transaction. What SQLite and PostgreSQL do differently is
/// in the two classes derived from it, and nowhere else.
/// </summary>
/// <remarks>Every unit of work has a context of its own, so calls from many threads at once do not meet.</remarks>
internal abstract class CatalogStore(CatalogOptions options, TimeProvider time) : IAsyncDisposable
{
    private readonly Preparation _preparation = new();

    protected CatalogOptions Options { get; } = options;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>What to call the database in a message. Never a password.</summary>
    public abstract string Description { get; }

    public static CatalogStore Create(CatalogOptions options, TimeProvider time)
    {
        options.Validate();
        return options.Provider == CatalogProvider.Sqlite ? new SqliteStore(options, time) : new PostgreSqlStore(options, time);
    }

    /// <summary>A new context. Connections behind it are pooled.</summary>
    public abstract CatalogContext CreateContext();

    /// <summary>Makes what must be there before the first connection, and sets what is a property of the database as a whole.</summary>
    protected abstract Task PrepareStorageAsync(CancellationToken cancellationToken);

    /// <summary>Waits for the turn to write within this process, where a database takes one writer at a time.</summary>
    protected abstract Task<IDisposable> TakeTurnAsync(CancellationToken cancellationToken);

    /// <summary>Begins a transaction that reads the database as it is at its first query, and blocks nobody.</summary>
    protected abstract ValueTask<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>
    /// Begins a transaction that changes some rows and excludes all others of its kind. Such work is short and rare, so taking turns costs
    /// nothing, and what it reads stays true until it commits.
    /// </summary>
    protected abstract Task<IDbContextTransaction> BeginWriteAsync(CatalogContext context, CancellationToken cancellationToken);

    /// <summary>
    /// Begins a transaction for bulk rows, which a power failure may take away again until the next ordinary commit. Nothing is lost by
    /// that: the rows are invisible until the ordinary commit that shows them, and that one makes them durable first.
    /// </summary>
    protected abstract Task<DbTransaction> BeginBulkAsync(CatalogContext context, CancellationToken cancellationToken);

    /// <summary>In a bulk transaction: keeps directories from being pruned until its end. Of no use where there is one writer.</summary>
    public abstract Task ShareDirectoriesAsync(DbTransaction transaction, CancellationToken cancellationToken);

    /// <summary>In a bulk transaction: waits until nobody stores files, and keeps it so until the transaction's end.</summary>
    public abstract Task OwnDirectoriesAsync(DbTransaction transaction, CancellationToken cancellationToken);

    /// <summary>The number of a set, which stays until the transaction's end; <see langword="null"/>: there is no such set.</summary>
    public abstract Task<int?> HoldSetAsync(DbTransaction transaction, Guid setId, CancellationToken cancellationToken);

    /// <summary>Stores rows, their directories among them, in a bulk transaction.</summary>
    public abstract Task InsertFilesAsync(DbTransaction transaction, int setNumber, IReadOnlyList<CatalogFile> files, CancellationToken cancellationToken);

    /// <summary>What a database error means to a person, and what to do.</summary>
    protected abstract CatalogException Explain(DbException error);

    /// <summary>Makes sure that the database is there and has the tables of this version. Cheap when done before.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _preparation.DoAsync(UpgradeAsync, cancellationToken);
        }
        catch (Exception error) when (FindDatabaseError(error) is { } cause)
        {
            throw Explain(cause);
        }
    }

    /// <summary>Runs work that only reads.</summary>
    public async Task<T> ReadAsync<T>(Func<CatalogContext, Task<T>> work, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        try
        {
            await using var context = CreateContext();
            return await work(context);
        }
        catch (Exception error) when (FindDatabaseError(error) is { } cause)
        {
            throw Explain(cause);
        }
    }

    /// <summary>Runs work that only reads, all of it from the database as it is at one moment.</summary>
    public Task<T> SnapshotAsync<T>(Func<CatalogContext, DbTransaction, Task<T>> work, CancellationToken cancellationToken) =>
        ReadAsync(
            async context =>
            {
                await context.Database.OpenConnectionAsync(cancellationToken);
                await using var snapshot = await BeginSnapshotAsync(context.Database.GetDbConnection(), cancellationToken);
                await context.Database.UseTransactionAsync(snapshot, cancellationToken);
                return await work(context, snapshot);
            },
            cancellationToken);

    /// <summary>Runs work as one durable transaction, while no other work of this kind runs, in this process or another.</summary>
    public async Task WriteAsync(Func<CatalogContext, Task> work, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        try
        {
            using var turn = await TakeTurnAsync(cancellationToken);
            await using var context = CreateContext();
            await using var transaction = await BeginWriteAsync(context, cancellationToken);
            await work(context);
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (Exception error) when (FindDatabaseError(error) is { } cause)
        {
            throw Explain(cause);
        }
    }

    /// <summary>Runs work as one transaction of bulk rows; see <see cref="BeginBulkAsync"/>.</summary>
    public async Task<T> BulkAsync<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        try
        {
            using var turn = await TakeTurnAsync(cancellationToken);
            await using var context = CreateContext();
            await using var transaction = await BeginBulkAsync(context, cancellationToken);
            var result = await work(transaction);
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        catch (Exception error) when (FindDatabaseError(error) is { } cause)
        {
            throw Explain(cause);
        }
    }

    public virtual ValueTask DisposeAsync()
    {
        _preparation.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task UpgradeAsync(CancellationToken cancellationToken)
    {
        await PrepareStorageAsync(cancellationToken);
        using var turn = await TakeTurnAsync(cancellationToken);
        await SchemaUpgrade.RunAsync(CreateContext, BeginWriteAsync, Refuse, cancellationToken);
    }

    private CatalogException Refuse(string there, string here) => new(
        $"{Description} was written by a newer version of TapeFlows (it has '{there}'; this version ends at '{here}'). " +
        "Nothing was changed. Start the newer version, or point this one to a catalog of its own and rebuild it from the cartridges.");

    private static DbException? FindDatabaseError(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is DbException found)
                return found;
        }

        return null;
    }
}
