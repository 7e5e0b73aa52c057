using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using TapeFlows.Scheduling.Store.Model;

namespace TapeFlows.Scheduling.Store;

/// <summary>The database of tasks and runs: that of the engine and of Quartz. How a unit of work gets its context and its transaction.</summary>
/// <remarks>Not the catalog, which may be thrown away and rebuilt from the cartridges at any time; nobody could rebuild tasks.</remarks>
internal abstract class TaskDatabase : IDisposable
{
    private readonly SemaphoreSlim _preparing = new(1);
    private volatile bool _isPrepared;

    public static TaskDatabase Create(QuartzSchedulingOptions options) => options.Store switch
    {
        SchedulerStore.Sqlite => new SqliteTaskDatabase(options.ConnectionString),
        SchedulerStore.PostgreSql => new PostgreSqlTaskDatabase(options.ConnectionString),
        _ => throw new InvalidOperationException("Tasks outlive the process, so they need a database. Give the Quartz scheduler one by UseSqlite or UsePostgreSql."),
    };

    /// <summary>A new context. Connections behind it are pooled.</summary>
    public TaskContext CreateContext() => new(ContextOptions);

    protected abstract DbContextOptions<TaskContext> ContextOptions { get; }

    /// <summary>Sets what is a property of the database as a whole.</summary>
    protected virtual Task PrepareStorageAsync(TaskContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Waits for the turn to write within this process, where a database takes one writer at a time.</summary>
    protected abstract Task<IDisposable?> TakeTurnAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Begins a transaction that excludes all others of its kind, over all processes. Such work is short, so taking turns costs little, and what it
    /// reads stays true until it commits: rules such as "never twice at once" are plain reading, deciding and writing.
    /// </summary>
    protected abstract Task<IDbContextTransaction> BeginWriteAsync(TaskContext context, CancellationToken cancellationToken);

    /// <summary>Runs work that only reads.</summary>
    public async Task<T> ReadAsync<T>(Func<TaskContext, Task<T>> work, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        await using var context = CreateContext();
        context.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await work(context);
    }

    /// <summary>Runs work as one durable transaction, while no other work of this kind runs, in this process or another.</summary>
    public async Task<T> WriteAsync<T>(Func<TaskContext, Task<T>> work, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        using var turn = await TakeTurnAsync(cancellationToken);
        await using var context = CreateContext();
        await using var transaction = await BeginWriteAsync(context, cancellationToken);
        var result = await work(context);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <summary>Makes sure that the tables of this version are there. Cheap when done before.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (_isPrepared)
            return;
        await _preparing.WaitAsync(cancellationToken);
        try
        {
            if (_isPrepared)
                return;
            await using var context = CreateContext();
            await PrepareStorageAsync(context, cancellationToken);
            if (await IsUpgradeNeededAsync(context, cancellationToken))
                await UpgradeAsync(cancellationToken);
            _isPrepared = true;
        }
        finally
        {
            _preparing.Release();
        }
    }

    public virtual void Dispose()
    {
        _preparing.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static DbContextOptionsBuilder<TaskContext> Options() =>
        new DbContextOptionsBuilder<TaskContext>().ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));

    /// <summary>
    /// In a write of our own: of several processes that start at once one does the work and the others wait for it. Entity Framework's own lock for
    /// SQLite is a row that outlives a killed process, and belongs to the migrations of the engine just as well.
    /// </summary>
    private async Task UpgradeAsync(CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        await using var context = CreateContext();
        await using var transaction = await BeginWriteAsync(context, cancellationToken);
        // Looked at from outside: on PostgreSQL a look at a history that is not there yet would break this transaction.
        await using var outside = CreateContext();
        if (!await IsUpgradeNeededAsync(outside, cancellationToken))
            return;
        var last = (await outside.Database.GetAppliedMigrationsAsync(cancellationToken)).LastOrDefault();
        var script = context.GetService<IMigrator>().GenerateScript(last, toMigration: null, MigrationsSqlGenerationOptions.NoTransactions);
        await context.Database.ExecuteSqlRawAsync(script.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<bool> IsUpgradeNeededAsync(TaskContext context, CancellationToken cancellationToken)
    {
        var known = context.Database.GetMigrations().ToList();
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        var unknown = applied.Except(known, StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            throw new InvalidOperationException(
                $"The tasks in the engine's database were written by a newer version of TapeFlows (they have '{unknown[^1]}'; this version ends at '{known[^1]}'). " +
                "Nothing was changed. Start the newer version, or point this one to an engine database of its own.");
        }

        return known.Except(applied, StringComparer.Ordinal).Any();
    }
}
