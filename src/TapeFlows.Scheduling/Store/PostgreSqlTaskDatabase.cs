using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using TapeFlows.Scheduling.Store.Model;

namespace TapeFlows.Scheduling.Store;

/// <summary>Tasks in PostgreSQL, for any number of nodes.</summary>
internal sealed class PostgreSqlTaskDatabase : TaskDatabase
{
    // Advisory locks are numbers that all users of a database share; this is "TFtasks" in ASCII.
    private const long WriteLock = 0x0054467461736B73;

    private readonly NpgsqlDataSource _source;

    public PostgreSqlTaskDatabase(string connectionString)
    {
        _source = NpgsqlDataSource.Create(connectionString);
        ContextOptions = Options().UseNpgsql(_source, postgres => postgres.MigrationsHistoryTable(TaskContext.HistoryTable)).Options;
    }

    protected override DbContextOptions<TaskContext> ContextOptions { get; }

    protected override Task<IDisposable?> TakeTurnAsync(CancellationToken cancellationToken) => Task.FromResult<IDisposable?>(null);

    protected override async Task<IDbContextTransaction> BeginWriteAsync(TaskContext context, CancellationToken cancellationToken)
    {
        // Read committed, so that each query behind the lock sees what the one before us left.
        var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({WriteLock})", cancellationToken);
        return transaction;
    }

    public override void Dispose()
    {
        _source.Dispose();
        base.Dispose();
    }
}
