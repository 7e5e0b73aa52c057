using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace TapeFlows.Catalog.Databases;

/// <summary>Brings the tables of one room to the form that this program knows, or refuses.</summary>
/// <remarks>
/// All of it is one transaction that excludes others of its kind. Of several processes that start at once one does the work and the others wait for it; one that is
/// killed in the middle leaves the tables as they were, and holds nobody up. Entity Framework's own way is no good here: its lock for SQLite is a row, which a
/// killed process leaves behind for ever, and which belongs to every room in the file.
/// </remarks>
internal static class SchemaUpgrade
{
    /// <summary>Applies what is missing.</summary>
    /// <param name="create">Makes a context.</param>
    /// <param name="begin">Begins the transaction.</param>
    /// <param name="refuse">What to throw where the tables are those of a newer version: the newest migration there, and the newest here.</param>
    /// <param name="cancellationToken">Gives up. Nothing is changed then.</param>
    public static async Task RunAsync<TContext>(
        Func<TContext> create, Func<TContext, CancellationToken, Task<IDbContextTransaction>> begin, Func<string, string, Exception> refuse, CancellationToken cancellationToken)
        where TContext : DbContext
    {
        if (await MissingAsync(create, refuse, cancellationToken) is [])
            return;
        await using var context = create();
        await using var transaction = await begin(context, cancellationToken);
        await ApplyAsync(context, await MissingAsync(create, refuse, cancellationToken), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Applies migrations, within a transaction that the caller has begun.</summary>
    internal static async Task ApplyAsync(DbContext context, IReadOnlyList<string> migrations, CancellationToken cancellationToken)
    {
        var assembly = context.GetService<IMigrationsAssembly>();
        var statements = context.GetService<IMigrationsSqlGenerator>();
        var history = context.GetService<IHistoryRepository>();
        await ExecuteAsync(context, history.GetCreateIfNotExistsScript(), cancellationToken);
        foreach (var id in migrations)
        {
            // Not by a script of Entity Framework: that wants ids that begin with a date of 14 digits.
            var migration = assembly.CreateMigration(assembly.Migrations[id], context.Database.ProviderName!);
            foreach (var statement in statements.Generate(migration.UpOperations))
                await ExecuteAsync(context, statement.CommandText, cancellationToken);
            await ExecuteAsync(context, history.GetInsertScript(new HistoryRow(id, ProductInfo.GetVersion())), cancellationToken);
        }
    }

    // Braces would be places for parameters.
    private static Task ExecuteAsync(DbContext context, string sql, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), cancellationToken);

    // Looked at from outside the transaction: on PostgreSQL a look at a history that is not there yet would break it.
    private static async Task<IReadOnlyList<string>> MissingAsync<TContext>(Func<TContext> create, Func<string, string, Exception> refuse, CancellationToken cancellationToken)
        where TContext : DbContext
    {
        await using var context = create();
        var known = context.Database.GetMigrations().ToList();
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        if (applied.Except(known, StringComparer.Ordinal).LastOrDefault() is { } unknown)
            throw refuse(unknown, known[^1]);
        return [.. known.Except(applied, StringComparer.Ordinal)];
    }
}
