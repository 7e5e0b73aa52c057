using TapeFlows.Catalog.Model;
using TapeFlows.Catalog.Sets;
using TapeFlows.Catalog.Stores;

namespace TapeFlows.Catalog.Files;

/// <summary>
/// Forgets a set: at once, as one transaction, for everybody who looks; its file rows, which nobody can reach any more, go in batches
/// behind it. A removal that was killed is finished by the next one.
/// </summary>
internal sealed class SetRemoval(CatalogStore store)
{
    public async Task RemoveAsync(Guid setId, CancellationToken cancellationToken)
    {
        await store.WriteAsync(
            async context =>
            {
                if (await SetLookup.FindAsync(context, setId, cancellationToken) is not { } set)
                    return;
                context.Add(new RemovalRow { SetNumber = set.Number });
                context.Remove(set);
            },
            cancellationToken);
        await new FileDeletion(store).FinishRemovalsAsync(cancellationToken);
    }
}
