using System.Runtime.CompilerServices;
using TapeFlows.Backup.Comparison;

namespace TapeFlows.Backup.Restore;

/// <summary>Which sets a restore reads: the one asked for and those that it stands on.</summary>
internal static class RestoreChain
{
    /// <summary>Resolves a request. Of a set whose volumes are not at hand, or that is damaged, a copy is taken that can be read, if there is one.</summary>
    /// <param name="catalog">Has the sets.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="inLibrary">Barcodes that can be mounted; <see langword="null"/>: all that the catalog does not call missing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The sets, oldest (a full one) first.</returns>
    /// <exception cref="RestoreException">There is no such set, or one that it stands on is missing.</exception>
    public static async Task<IReadOnlyList<BackupSet>> ResolveAsync(
        ICatalog catalog, RestoreRequest request, IReadOnlySet<string>? inLibrary, CancellationToken cancellationToken)
    {
        var set = request.SetId is { } id
            ? await catalog.FindSetAsync(id, cancellationToken) ?? throw new RestoreException($"Set {id} is not in the catalog. List the sets with 'tapeflows sets'. Nothing was restored.")
            : await NewestAsync(catalog, request, cancellationToken);
        if (set.State == SetState.Writing)
            throw new RestoreException($"Set {set.Id} is still being written. Wait until it is complete. Nothing was restored.");
        var chain = await SetChain.OfAsync(catalog, set, cancellationToken)
            ?? throw new RestoreException(
                $"Set {set.Id} is {(set.Type == BackupType.Differential ? "differential" : "incremental")}, and a set that it stands on is not in the catalog. Rebuild the catalog from its volumes, or restore another set. Nothing was restored.");
        var readable = new List<BackupSet>();
        foreach (var link in chain)
            readable.Add(await SetCopies.WithinReachAsync(catalog, link, inLibrary, cancellationToken));
        return readable;
    }

    /// <summary>The rows of one set that are still true when those on top of it have been looked at, in path order, deletions left out.</summary>
    /// <param name="catalog">Has the rows.</param>
    /// <param name="chain">Oldest first.</param>
    /// <param name="index">Which set of the chain.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async IAsyncEnumerable<CatalogFile> StandingAsync(
        IFileCatalog catalog, IReadOnlyList<BackupSet> chain, int index, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Sets below cannot hide anything of this one: they are not even read.
        Guid[] above = [.. chain.Skip(index).Select(set => set.Id)];
        await foreach (var row in ChainView.ReadAsync(catalog, above, cancellationToken))
        {
            if (row.SetIndex == 0)
                yield return row.File;
        }
    }

    private static async Task<BackupSet> NewestAsync(ICatalog catalog, RestoreRequest request, CancellationToken cancellationToken)
    {
        var query = new SetQuery { Roots = request.Roots, States = [SetState.Complete], StartedUntil = request.At, Take = 1 };
        // Its copies are as old as itself; what was read from the source comes first.
        var newest = (await catalog.ListSetsAsync(query, cancellationToken)).FirstOrDefault() is { } found ? await SetCopies.FindAsync(catalog, found.ContentId, cancellationToken) : null;
        var when = request.At is { } at ? $" from {at:u} or before" : "";
        return newest ?? throw new RestoreException($"There is no complete set{when} in the catalog{(request.Roots is null ? "" : " of these sources")}. List the sets with 'tapeflows sets'; an incomplete one can be restored by its id. Nothing was restored.");
    }
}
