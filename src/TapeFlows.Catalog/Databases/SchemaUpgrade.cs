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
        if (!await IsNeededAsync(create, refuse, cancellationToken))
            return;
        await using var context = create();
        await using var transaction = await begin(context, cancellationToken);
        if (!await IsNeededAsync(create, refuse, cancellationToken))
            return;
        await ApplyAsync(context, await LastAppliedAsync(create, cancellationToken), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task ApplyAsync(DbContext context, string? last, CancellationToken cancellationToken)
    {
        var script = context.GetService<IMigrator>().GenerateScript(last, toMigration: null, MigrationsSqlGenerationOptions.NoTransactions);
        // Braces would be places for parameters.
        await context.Database.ExecuteSqlRawAsync(script.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), cancellationToken);
    }

    // Looked at from outside the transaction: on PostgreSQL a look at a history that is not there yet would break it.
    private static async Task<bool> IsNeededAsync<TContext>(Func<TContext> create, Func<string, string, Exception> refuse, CancellationToken cancellationToken)
        where TContext : DbContext
    {
        await using var context = create();
        var known = context.Database.GetMigrations().ToList();
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        if (applied.Except(known, StringComparer.Ordinal).LastOrDefault() is { } unknown)
            throw refuse(unknown, known[^1]);
        return known.Except(applied, StringComparer.Ordinal).Any();
    }

    private static async Task<string?> LastAppliedAsync<TContext>(Func<TContext> create, CancellationToken cancellationToken)
        where TContext : DbContext
    {
        await using var context = create();
        return (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).LastOrDefault();
    }
}
