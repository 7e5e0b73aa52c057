using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using TapeFlows.Catalog;
using TapeFlows.Operations.Model;

namespace TapeFlows.Operations.Database;

/// <summary>The database of the operations: that of the catalog, with tables of their own. Every unit of work has a context of its own.</summary>
internal sealed class OperationsDatabase : IAsyncDisposable
{
    private readonly CatalogOptions _options;
    private readonly TimeProvider _clock;
    private readonly DbContextOptions<OperationsContext> _contextOptions;
    private readonly NpgsqlDataSource? _source;
    private readonly SemaphoreSlim _preparing = new(1);
    private volatile bool _isPrepared;

    public OperationsDatabase(CatalogOptions options, TimeProvider clock)
    {
        options.Validate();
        (_options, _clock) = (options, clock);
        var builder = new DbContextOptionsBuilder<OperationsContext>().ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
        if (IsSqlite)
        {
            // Not pooled beyond need: whoever waits for another writer polls for at most this long.
            var connection = new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(options.Path), ForeignKeys = true, DefaultTimeout = (int)options.BusyTimeout.TotalSeconds };
            _contextOptions = builder.UseSqlite(connection.ToString(), sqlite => sqlite.MigrationsHistoryTable(OperationsContext.HistoryTable)).Options;
            return;
        }

        _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(options.ConnectionString) { ApplicationName = "TapeFlows operations" });
        _contextOptions = builder.UseNpgsql(_source, postgres => postgres.MigrationsHistoryTable(OperationsContext.HistoryTable)).Options;
    }

    public bool IsSqlite => _options.Provider == CatalogProvider.Sqlite;

    public OperationsContext CreateContext() => new(_contextOptions);

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
            await UpgradeAsync(cancellationToken);
            _isPrepared = true;
        }
        finally
        {
            _preparing.Release();
        }
    }

    /// <summary>Runs work that only reads.</summary>
    public async Task<T> ReadAsync<T>(Func<OperationsContext, Task<T>> work, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        await using var context = CreateContext();
        return await work(context);
    }

    /// <summary>Runs work as one transaction.</summary>
    public async Task<T> WriteAsync<T>(Func<OperationsContext, Task<T>> work, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        await using var context = CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(IsSqlite ? IsolationLevel.Serializable : IsolationLevel.ReadCommitted, cancellationToken);
        var result = await work(context);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private async Task UpgradeAsync(CancellationToken cancellationToken)
    {
        if (IsSqlite)
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_options.Path))!);
        await using var context = CreateContext();
        if (!await IsUpgradeNeededAsync(context, cancellationToken))
            return;
        await using var alone = IsSqlite ? await LockFileAsync(cancellationToken) : await LockSessionAsync(cancellationToken);
        if (!await IsUpgradeNeededAsync(context, cancellationToken))
            return;
        if (IsSqlite)
        {
            await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);
            // Entity Framework's own lock for SQLite is a row, which a killed process leaves behind for ever.
            await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        }

        await context.Database.MigrateAsync(cancellationToken);
    }

    private static async Task<bool> IsUpgradeNeededAsync(OperationsContext context, CancellationToken cancellationToken)
    {
        var known = context.Database.GetMigrations().ToList();
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        if (applied.Except(known, StringComparer.Ordinal).LastOrDefault() is { } unknown)
            throw new OperationException($"The operations in this database were written by a newer version of TapeFlows (it has '{unknown}'). Nothing was changed. Start the newer version.");
        return known.Except(applied, StringComparer.Ordinal).Any();
    }

    // The same lock that the catalog takes for its own tables: the two never upgrade one file at once.
    private async Task<IAsyncDisposable> LockFileAsync(CancellationToken cancellationToken)
    {
        for (var began = _clock.GetTimestamp(); ; await Task.Delay(TimeSpan.FromMilliseconds(50), _clock, cancellationToken))
        {
            try
            {
                return new FileStream(Path.GetFullPath(_options.Path) + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (_clock.GetElapsedTime(began) < _options.BusyTimeout)
            {
                // Another process has it: wait.
            }
        }
    }

    private async Task<IAsyncDisposable> LockSessionAsync(CancellationToken cancellationToken)
    {
        const long Key = 0x7461_7065_6f70_7301;
        // Held by the session: it goes with the connection, however that ends. Not from the pool, so that it does end.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_options.ConnectionString) { Pooling = false, CommandTimeout = 0 }.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT pg_advisory_lock($1)";
            command.Parameters.Add(new NpgsqlParameter { Value = Key });
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_source is not null)
            await _source.DisposeAsync();
        _preparing.Dispose();
    }
}
