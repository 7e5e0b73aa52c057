using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using TapeFlows.Backup;
using TapeFlows.Catalog.Model;

namespace TapeFlows.Catalog.Stores;

/// <summary>The catalog in PostgreSQL.</summary>
internal sealed class PostgreSqlStore : CatalogStore
{
    // Takes the lock, or gives up with "lock not available" after the busy timeout.
    private const string TakeLock = "SELECT set_config('lock_timeout', @wait, @isLocal), ";

    // Advisory locks are numbers that all users of a database share; these are "TFwrites" and "TFdirect" in ASCII.
    private const long WriteLock = 0x5446777269746573;
    private const long DirectoriesLock = 0x5446646972656374;

    private readonly NpgsqlDataSource _source;
    private readonly DbContextOptions<CatalogContext> _contextOptions;

    public PostgreSqlStore(CatalogOptions options, TimeProvider time)
        : base(options, time)
    {
        var settings = Parse(options.ConnectionString);
        Description = $"Catalog database '{settings.Database ?? settings.Username}' on {settings.Host}:{settings.Port}";
        _source = NpgsqlDataSource.Create(settings);
        _contextOptions = new DbContextOptionsBuilder<CatalogContext>()
            .UseNpgsql(_source, postgres => postgres.MigrationsHistoryTable(CatalogContext.HistoryTable))
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
            .Options;
    }

    public override string Description { get; }

    private string BusyTimeout => $"{(long)Options.BusyTimeout.TotalMilliseconds}ms";

    public override CatalogContext CreateContext() => new(_contextOptions);

    protected override Task PrepareStorageAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override Task<IDisposable> TakeTurnAsync(CancellationToken cancellationToken) => Task.FromResult<IDisposable>(NoTurn.Needed);

    protected override ValueTask<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

    protected override async Task<IDbContextTransaction> BeginWriteAsync(CatalogContext context, CancellationToken cancellationToken)
    {
        // Read committed, so that each query behind the lock sees what the one before us left.
        var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        await transaction.GetDbTransaction().ExecuteAsync(
            TakeLock + "pg_advisory_xact_lock(@key)", cancellationToken, ("@wait", BusyTimeout), ("@isLocal", true), ("@key", WriteLock));
        return transaction;
    }

    protected override async Task<DbTransaction> BeginBulkAsync(CatalogContext context, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        var transaction = await context.Database.GetDbConnection().BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        await transaction.ExecuteAsync("SET LOCAL synchronous_commit = off", cancellationToken);
        return transaction;
    }

    public override Task ShareDirectoriesAsync(DbTransaction transaction, CancellationToken cancellationToken) =>
        transaction.ExecuteAsync("SELECT pg_advisory_xact_lock_shared(@key)", cancellationToken, ("@key", DirectoriesLock));

    public override Task OwnDirectoriesAsync(DbTransaction transaction, CancellationToken cancellationToken) =>
        transaction.ExecuteAsync("SELECT pg_advisory_xact_lock(@key)", cancellationToken, ("@key", DirectoriesLock));

    public override async Task<int?> HoldSetAsync(DbTransaction transaction, Guid setId, CancellationToken cancellationToken) =>
        (int?)await transaction.ScalarAsync("SELECT number FROM sets WHERE id = @id FOR KEY SHARE", cancellationToken, ("@id", setId));

    public override Task InsertFilesAsync(DbTransaction transaction, int setNumber, IReadOnlyList<CatalogFile> files, CancellationToken cancellationToken) =>
        PostgreSqlFileInsertion.InsertAsync((NpgsqlTransaction)transaction, setNumber, files, cancellationToken);

    protected override CatalogException Explain(DbException error) => PostgreSqlErrors.Explain(Description, error);

    public override async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await base.DisposeAsync();
    }

    private static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            // Bulk work of minutes is normal here; a caller that has enough cancels.
            return new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = 0, ApplicationName = "TapeFlows" };
        }
        catch (ArgumentException error)
        {
            throw new CatalogException($"The catalog's connection string cannot be understood: {error.Message} It looks like Host=db;Database=tapeflows;Username=tapeflows.", error);
        }
    }

    private sealed class NoTurn : IDisposable
    {
        public static NoTurn Needed { get; } = new();

        public void Dispose()
        {
            // PostgreSQL takes many writers at once.
        }
    }
}
