using Microsoft.EntityFrameworkCore;
using TapeFlows.Catalog.Stores;

namespace TapeFlows.Catalog.Migrations;

/// <summary>Brings the tables of a database to the form that this program knows, or refuses.</summary>
internal static class CatalogSchema
{
    /// <summary>
    /// Applies what is missing. Of several processes that start at once one does the work and the others wait for it; a process that is
    /// killed in the middle leaves the database as it was, because each migration is one transaction.
    /// </summary>
    public static async Task UpgradeAsync(CatalogStore store, CancellationToken cancellationToken)
    {
        if (!await IsUpgradeNeededAsync(store, cancellationToken))
            return;
        await using var alone = await store.LockSchemaAsync(cancellationToken);
        if (!await IsUpgradeNeededAsync(store, cancellationToken))
            return;
        await using var context = store.CreateContext();
        await store.ForgetDeadMigrationAsync(context, cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
    }

    private static async Task<bool> IsUpgradeNeededAsync(CatalogStore store, CancellationToken cancellationToken)
    {
        await using var context = store.CreateContext();
        var known = context.Database.GetMigrations().ToList();
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        var unknown = applied.Except(known, StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            throw new CatalogException(
                $"{store.Description} was written by a newer version of TapeFlows (it has '{unknown[^1]}'; this version ends at '{known[^1]}'). " +
                "Nothing was changed. Start the newer version, or point this one to a catalog of its own and rebuild it from the cartridges.");
        }

        return known.Except(applied, StringComparer.Ordinal).Any();
    }
}
