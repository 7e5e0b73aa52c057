using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace TapeFlows.Catalog.Databases;

/// <summary>One SQLite file with a write-ahead log: readers never wait, writers take turns.</summary>
internal sealed class SqliteDatabase : SharedDatabase
{
    private readonly string _connectionString;
    private readonly string _path;
    private readonly WriteTurns _turns = new();

    public SqliteDatabase(string connectionString, TimeSpan? busyTimeout)
    {
        var settings = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true };
        settings.DataSource = _path = Path.GetFullPath(settings.DataSource);
        if (busyTimeout is { } patience)
            settings.DefaultTimeout = (int)patience.TotalSeconds;
        _connectionString = settings.ToString();
    }

    public override bool IsSqlite => true;

    internal override async Task PrepareAsync(DbContext context, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        // A property of the file, kept by it; naming it again costs nothing.
        await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);
    }

    internal override async Task<IDisposable?> TakeTurnAsync(CancellationToken cancellationToken) => await _turns.TakeAsync(cancellationToken);

    // It says at its beginning that it will write (BEGIN IMMEDIATE), so nothing comes between its reading and its writing.
    internal override Task<IDbContextTransaction> BeginWriteAsync(DbContext context, long order, CancellationToken cancellationToken) =>
        context.Database.BeginTransactionAsync(cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        // The pool belongs to the connection string, so to all rooms of this process on the same file; those that are in use stay open.
        await using (var connection = new SqliteConnection(_connectionString))
            SqliteConnection.ClearPool(connection);
        _turns.Dispose();
    }

    private protected override void Use(DbContextOptionsBuilder builder, string historyTable) =>
        builder.UseSqlite(_connectionString, sqlite => sqlite.MigrationsHistoryTable(historyTable));
}
