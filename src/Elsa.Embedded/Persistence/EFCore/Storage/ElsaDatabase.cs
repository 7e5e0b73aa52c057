using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Elsa.Persistence.EFCore.Storage;

/// <summary>A database and the way to write to it. What the two databases do differently is in its two subclasses.</summary>
internal abstract class ElsaDatabase(ContextHomes homes) : IAsyncDisposable
{
    /// <summary>What to call it in a message to a person; without passwords.</summary>
    public abstract string Description { get; }

    /// <summary>SQL for the time by the database's clock, in ticks of UTC. Null where all that share the database are on one machine and have its clock.</summary>
    public virtual string? Now => null;

    /// <summary>Makes what must be there before the first connection.</summary>
    public virtual Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Keeps other processes from changing the schema until disposed; ends with the process in any case.</summary>
    public abstract Task<IAsyncDisposable> LockSchemaAsync(CancellationToken cancellationToken);

    /// <summary>Removes what a process that was killed while it migrated has left.</summary>
    public virtual Task ForgetDeadMigrationAsync(DbContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Does all writes in one transaction, or none, and returns how many rows each changed.</summary>
    public abstract Task<long[]> WriteAsync(IReadOnlyList<Write> writes, CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();

    protected async Task<long> RunAsync(ContextWork work, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        await using var context = homes.Get(work.Context).CreateContext();
        context.Database.SetDbConnection(connection, contextOwnsConnection: false);
        await context.Database.UseTransactionAsync(transaction, cancellationToken);
        return await work.Work(context, cancellationToken);
    }

    public static void Check(Statement statement, long rows)
    {
        if (statement.ExpectedRows is { } expected && rows != expected)
            throw new StaleWriteException(statement.Unexpected ?? $"{rows} rows were changed where {expected} were expected. Nothing was written.");
    }
}
