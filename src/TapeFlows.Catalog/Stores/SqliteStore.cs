using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using TapeFlows.Backup;
using TapeFlows.Catalog.Databases;
using TapeFlows.Catalog.Model;

namespace TapeFlows.Catalog.Stores;

/// <summary>The catalog in one SQLite file with a write-ahead log: readers never wait, writers take turns.</summary>
internal sealed class SqliteStore : CatalogStore
{
    private readonly string _path;
    private readonly string _connectionString;
    private readonly DbContextOptions<CatalogContext> _contextOptions;
    private readonly WriteTurns _turns = new();

    public SqliteStore(CatalogOptions options, TimeProvider time)
        : base(options, time)
    {
        _path = Path.GetFullPath(options.Path);
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = _path,
            ForeignKeys = true,
            DefaultTimeout = (int)options.BusyTimeout.TotalSeconds,
        }.ToString();
        _contextOptions = new DbContextOptionsBuilder<CatalogContext>()
            .UseSqlite(_connectionString, sqlite => sqlite.MigrationsHistoryTable(CatalogContext.HistoryTable))
            .AddInterceptors(new SqliteSettings(options.BusyTimeout))
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
            .Options;
    }

    public override string Description => $"Catalog {_path}";

    public override CatalogContext CreateContext() => new(_contextOptions);

    protected override async Task PrepareStorageAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CatalogException($"{Description} cannot be made, because its folder cannot: {error.Message} Give this user the right to write there, or choose another data folder.", error);
        }

        await using var context = CreateContext();
        await context.Database.OpenConnectionAsync(cancellationToken);
        // A property of the file, kept by it; naming it again costs nothing.
        await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);
    }

    protected override Task<IDisposable> TakeTurnAsync(CancellationToken cancellationToken) => _turns.TakeAsync(cancellationToken);

    protected override ValueTask<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellationToken) =>
        ValueTask.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: true));

    // SQLite's own rule: one transaction that writes, and this one says at its beginning that it will.
    protected override Task<IDbContextTransaction> BeginWriteAsync(CatalogContext context, CancellationToken cancellationToken) =>
        context.Database.BeginTransactionAsync(cancellationToken);

    protected override async Task<DbTransaction> BeginBulkAsync(CatalogContext context, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        await context.Database.ExecuteSqlRawAsync(SqliteSettings.DurableLater, cancellationToken);
        return await context.Database.GetDbConnection().BeginTransactionAsync(cancellationToken);
    }

    public override Task ShareDirectoriesAsync(DbTransaction transaction, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task OwnDirectoriesAsync(DbTransaction transaction, CancellationToken cancellationToken) => Task.CompletedTask;

    public override async Task<int?> HoldSetAsync(DbTransaction transaction, Guid setId, CancellationToken cancellationToken)
    {
        var number = await transaction.ScalarAsync("SELECT number FROM sets WHERE id = @id", cancellationToken, ("@id", setId));
        return number is null ? null : Convert.ToInt32(number, CultureInfo.InvariantCulture);
    }

    public override Task InsertFilesAsync(DbTransaction transaction, int setNumber, IReadOnlyList<CatalogFile> files, CancellationToken cancellationToken)
    {
        using var insertion = new SqliteFileInsertion((SqliteConnection)transaction.Connection!);
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            insertion.Insert(setNumber, file);
        }

        return Task.CompletedTask;
    }

    protected override CatalogException Explain(DbException error) => SqliteErrors.Explain(Description, error);

    public override async ValueTask DisposeAsync()
    {
        await using (var connection = new SqliteConnection(_connectionString))
            SqliteConnection.ClearPool(connection);
        _turns.Dispose();
        await base.DisposeAsync();
    }
}
