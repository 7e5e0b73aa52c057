using Microsoft.EntityFrameworkCore;

namespace Elsa.Persistence.EFCore.Storage;

/// <summary>Brings the tables of a context to the form that this program knows, or refuses.</summary>
internal static class SchemaUpgrade
{
    /// <summary>
    /// Applies what is missing. Of several nodes that start at once one does the work and the others wait for it; one that is killed in the middle leaves the
    /// database as it was, because each migration is one transaction.
    /// </summary>
    public static async Task ApplyAsync(ContextHome home, CancellationToken cancellationToken)
    {
        if (!await IsNeededAsync(home, cancellationToken))
            return;
        await using var alone = await home.Database.LockSchemaAsync(cancellationToken);
        if (!await IsNeededAsync(home, cancellationToken))
            return;
        await using var context = home.CreateContext();
        await home.Database.ForgetDeadMigrationAsync(context, cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
    }

    private static async Task<bool> IsNeededAsync(ContextHome home, CancellationToken cancellationToken)
    {
        await using var context = home.CreateContext();
        var known = context.Database.GetMigrations().ToList();
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        // The contexts share the table of applied migrations; the middle of a name says whose it is.
        var owner = Owner(known[0]);
        var unknown = applied.Where(x => string.Equals(Owner(x), owner, StringComparison.Ordinal)).Except(known, StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            throw new InvalidOperationException(
                $"{home.Database.Description} was written by a newer version of the engine (it has the migration '{unknown[^1]}'; this version ends at '{known[^1]}'). " +
                "Nothing was changed. Start the newer version, or name another database.");
        }

        return known.Except(applied, StringComparer.Ordinal).Any();
    }

    private static string Owner(string migration) => migration.Split('_') is [_, var owner, ..] ? owner : "";
}
