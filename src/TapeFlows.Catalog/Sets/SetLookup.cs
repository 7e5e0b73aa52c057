using Microsoft.EntityFrameworkCore;
using TapeFlows.Catalog.Model;

namespace TapeFlows.Catalog.Sets;

/// <summary>A set by its identity.</summary>
internal static class SetLookup
{
    public static Task<SetRow?> FindAsync(CatalogContext context, Guid id, CancellationToken cancellationToken) =>
        context.Sets.SingleOrDefaultAsync(row => row.Id == id, cancellationToken);

    public static async Task<SetRow> RequireAsync(CatalogContext context, Guid id, CancellationToken cancellationToken) =>
        await FindAsync(context, id, cancellationToken) ?? throw Missing(id);

    public static CatalogException Missing(Guid id) => new(
        $"The set {id} is not in the catalog. Nothing was changed. If it is still on cartridges, rebuild the catalog from them (tapeflows rebuild-catalog).");
}
