using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Elsa.Persistence.EFCore.Storage;

/// <summary>The engine's databases: queries go through contexts, writes as units.</summary>
internal sealed class ElsaStorage(ContextHomes homes)
{
    private const int SqliteConstraint = 19;

    /// <summary>Prepares all configured databases now rather than at the first call.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        foreach (var home in homes.All)
            await home.PrepareAsync(cancellationToken);
    }

    /// <summary>What to call the database of a context in a message to a person.</summary>
    public string Describe<TContext>() where TContext : ElsaDbContextBase => homes.Get(typeof(TContext)).Database.Description;

    /// <summary>The statements for a type of entities.</summary>
    public EntityTable<T> Table<TContext, T>(params IReadOnlyList<ExtraColumn<T>> extras) where TContext : ElsaDbContextBase where T : class
    {
        var home = homes.Get(typeof(TContext));
        return home.Table(() =>
        {
            using var context = home.CreateContext();
            return new EntityTable<T>(context, extras);
        });
    }

    /// <summary>Queries. Sees what was committed, not the unit that is open.</summary>
    public async Task<TResult> ReadAsync<TContext, TResult>(Func<TContext, Task<TResult>> query, CancellationToken cancellationToken) where TContext : ElsaDbContextBase
    {
        var home = homes.Get(typeof(TContext));
        await home.PrepareAsync(cancellationToken);
        await using var context = (TContext)home.CreateContext();
        return await query(context);
    }

    /// <summary>Writes at once, or joins the unit that is open and takes place at its end.</summary>
    public Task WriteAsync(IReadOnlyList<Write> writes, CancellationToken cancellationToken)
    {
        if (WriteUnit.Current is not { } unit)
            return WriteNowAsync(writes, cancellationToken);
        foreach (var write in writes)
            unit.Add(write);
        return Task.CompletedTask;
    }

    /// <summary>Does something inside a transaction of its own, whatever unit is open, and returns what came of it.</summary>
    public async Task<TResult> TransactAsync<TContext, TResult>(Func<TContext, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
        where TContext : ElsaDbContextBase
    {
        TResult result = default!;
        var write = new ContextWork(typeof(TContext), async (context, token) =>
        {
            result = await work((TContext)context, token);
            return 0;
        });
        await WriteNowAsync([write], cancellationToken);
        return result;
    }

    /// <summary>
    /// Does all writes in one transaction, or none, and returns how many rows each changed. Where contexts have databases of their own, each has a
    /// transaction, in the order in which they first occur.
    /// </summary>
    /// <exception cref="StaleWriteException">A statement changed another number of rows than it must.</exception>
    public async Task<long[]> WriteNowAsync(IReadOnlyList<Write> writes, CancellationToken cancellationToken)
    {
        if (writes.Count == 0)
            return [];
        ElsaDatabase? only = null;
        var isOne = true;
        foreach (var write in writes)
        {
            var home = homes.Get(write.Context);
            await home.PrepareAsync(cancellationToken);
            only ??= home.Database;
            isOne &= ReferenceEquals(only, home.Database);
        }

        if (isOne)
            return await only!.WriteAsync(writes, cancellationToken);

        var rows = new long[writes.Count];
        foreach (var part in writes.Select((write, index) => (write, index)).GroupBy(x => homes.Get(x.write.Context).Database))
        {
            var changed = await part.Key.WriteAsync(part.Select(x => x.write).ToList(), cancellationToken);
            foreach (var ((_, index), count) in part.Zip(changed))
                rows[index] = count;
        }

        return rows;
    }

    /// <summary>Runs code whose writes through stores are one unit. A unit inside another joins it.</summary>
    public async Task InUnitAsync(Func<CancellationToken, Task> code, CancellationToken cancellationToken)
    {
        if (WriteUnit.Current is not null)
        {
            await code(cancellationToken);
            return;
        }

        var unit = new WriteUnit();
        WriteUnit.Current = unit;
        try
        {
            await code(cancellationToken);
        }
        finally
        {
            WriteUnit.Current = null;
        }

        await WriteNowAsync(unit.Writes, cancellationToken);
    }

    /// <summary>Whether a write failed because a row with the same key, or another value that must be unique, was there.</summary>
    public static bool IsUniqueViolation(Exception error) => error switch
    {
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        SqliteException sqlite => sqlite.SqliteErrorCode == SqliteConstraint && sqlite.SqliteExtendedErrorCode is 1555 or 2067,
        DbUpdateException { InnerException: DbException inner } => IsUniqueViolation(inner),
        _ => false,
    };
}
