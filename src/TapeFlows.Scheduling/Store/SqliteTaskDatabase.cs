using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using TapeFlows.Scheduling.Store.Model;

namespace TapeFlows.Scheduling.Store;

/// <summary>Tasks in a SQLite file: readers never wait, writers take turns.</summary>
internal sealed class SqliteTaskDatabase : TaskDatabase
{
    private readonly SemaphoreSlim _writing = new(1);

    public SqliteTaskDatabase(string connectionString)
    {
        var settings = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true };
        ContextOptions = Options().UseSqlite(settings.ToString(), sqlite => sqlite.MigrationsHistoryTable(TaskContext.HistoryTable)).Options;
    }

    protected override DbContextOptions<TaskContext> ContextOptions { get; }

    // A property of the file, kept by it; naming it again costs nothing.
    protected override Task PrepareStorageAsync(TaskContext context, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);

    protected override async Task<IDisposable?> TakeTurnAsync(CancellationToken cancellationToken)
    {
        // Writers of this process queue here; SQLite's own waiting is polling, and only for others.
        await _writing.WaitAsync(cancellationToken);
        return new Turn(_writing);
    }

    // It says at its beginning that it will write (BEGIN IMMEDIATE), so nothing comes between its reading and its writing.
    protected override Task<IDbContextTransaction> BeginWriteAsync(TaskContext context, CancellationToken cancellationToken) =>
        context.Database.BeginTransactionAsync(cancellationToken);

    public override void Dispose()
    {
        _writing.Dispose();
        base.Dispose();
    }

    private sealed class Turn(SemaphoreSlim writing) : IDisposable
    {
        public void Dispose() => writing.Release();
    }
}
