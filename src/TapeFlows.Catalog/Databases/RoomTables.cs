using Microsoft.EntityFrameworkCore;

namespace TapeFlows.Catalog.Databases;

/// <summary>The tables of one room in a database that it shares with others: how a unit of work gets its context and its transaction.</summary>
/// <remarks>Every unit of work has a context of its own, so calls from many threads at once do not meet.</remarks>
/// <typeparam name="TContext">The room's tables.</typeparam>
public abstract class RoomTables<TContext> : IAsyncDisposable
    where TContext : DbContext
{
    private readonly SharedDatabase _database;
    private readonly DbContextOptions<TContext> _options;
    private readonly long _lockKey;
    private readonly Preparation _preparation = new();

    /// <summary>Puts the tables into a database. Nothing is touched before the first work.</summary>
    /// <param name="database">The database; it is closed with the tables.</param>
    /// <param name="historyTable">The name of the table in which the room keeps which migrations it has applied.</param>
    /// <param name="lockKey">The room's number among PostgreSQL's advisory locks, which all users of a database share.</param>
    protected RoomTables(SharedDatabase database, string historyTable, long lockKey)
    {
        ArgumentNullException.ThrowIfNull(database);
        (_database, _lockKey) = (database, lockKey);
        _options = database.OptionsFor<TContext>(historyTable);
    }

    /// <summary>Whether the tables are in a SQLite file.</summary>
    public bool IsSqlite => _database.IsSqlite;

    /// <summary>What the tables hold, as the subject of a sentence: <c>The tasks</c>.</summary>
    protected abstract string What { get; }

    /// <summary>A new context. Connections behind it are pooled.</summary>
    public TContext CreateContext() => Create(_options);

    /// <summary>Makes sure that the tables of this version are there. Cheap when done before.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public Task PrepareAsync(CancellationToken cancellationToken) => _preparation.DoAsync(UpgradeAsync, cancellationToken);

    /// <summary>Runs work that only reads, or changes by single statements.</summary>
    /// <param name="work">The work. What it loads is not tracked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<T> ReadAsync<T>(Func<TContext, Task<T>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        await PrepareAsync(cancellationToken);
        await using var context = CreateContext();
        context.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await work(context);
    }

    /// <summary>
    /// Runs work as one durable transaction. What it changed in the context is stored at its end. All writes of a room exclude each other, over all processes: such work is
    /// short, so taking turns costs little, and what it reads stays true until it commits. Rules such as "never twice at once" are plain reading, deciding and writing.
    /// </summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Gives up. Nothing is stored then.</param>
    public async Task<T> WriteAsync<T>(Func<TContext, Task<T>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        await PrepareAsync(cancellationToken);
        using var turn = await _database.TakeTurnAsync(cancellationToken);
        await using var context = CreateContext();
        await using var transaction = await _database.BeginWriteAsync(context, _lockKey, cancellationToken);
        var result = await work(context);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <summary>Closes the database.</summary>
    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _preparation.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes a context.</summary>
    protected abstract TContext Create(DbContextOptions<TContext> options);

    /// <summary>What to throw where the tables are those of a newer version.</summary>
    protected virtual Exception Refuse(string message) => new InvalidOperationException(message);

    private async Task UpgradeAsync(CancellationToken cancellationToken)
    {
        await using (var context = CreateContext())
            await _database.PrepareAsync(context, cancellationToken);
        using var turn = await _database.TakeTurnAsync(cancellationToken);
        await SchemaUpgrade.RunAsync(CreateContext, (context, token) => _database.BeginWriteAsync(context, _lockKey, token), Newer, cancellationToken);
    }

    private Exception Newer(string there, string here) => Refuse(
        $"{What} in this database were written by a newer version of TapeFlows (they have '{there}'; this version ends at '{here}'). " +
        "Nothing was changed. Start the newer version, or give this one a database of its own.");
}
