using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace TapeFlows.Catalog.Databases;

/// <summary>A PostgreSQL database, for any number of nodes.</summary>
internal sealed class PostgreSqlDatabase(string connectionString, string user) : SharedDatabase
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = user });

    public override bool IsSqlite => false;

    internal override Task PrepareAsync(DbContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    internal override Task<IDisposable?> TakeTurnAsync(CancellationToken cancellationToken) => Task.FromResult<IDisposable?>(null);

    internal override async Task<IDbContextTransaction> BeginWriteAsync(DbContext context, long order, CancellationToken cancellationToken)
    {
        // Read committed, so that each query behind the lock sees what the one before us left.
        var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({order})", cancellationToken);
        return transaction;
    }

    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    private protected override void Use(DbContextOptionsBuilder builder, string historyTable) =>
        builder.UseNpgsql(_source, postgres => postgres.MigrationsHistoryTable(historyTable));
}
