using System.Runtime.CompilerServices;

namespace TapeFlows.Backup.Restore;

/// <summary>
/// The rows of a catalog as far as they can be wanted: where patterns begin with a literal path, only what is there is read, so that a single
/// file comes out of a set of millions at once.
/// </summary>
/// <param name="files">The catalog.</param>
/// <param name="places">Where wanted entries are, in order, none below another.</param>
/// <param name="full">The full set of the chain: it has a row for every directory, the others only for those that changed.</param>
internal sealed class SelectedFiles(IFileCatalog files, IReadOnlyList<EntryPath> places, Guid full) : IFileCatalog
{
    /// <summary>The rows of a chain that a selection can want.</summary>
    public static IFileCatalog Of(IFileCatalog files, RestoreSelection selection, IReadOnlyList<BackupSet> chain) =>
        selection.Places is { } places ? new SelectedFiles(files, places, chain[0].Id) : files;

    /// <inheritdoc/>
    public async IAsyncEnumerable<CatalogFile> ReadFilesAsync(
        Guid setId, long afterOrdinal = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var place in places)
        {
            var top = await files.FindFileAsync(setId, place, cancellationToken);
            if (top is null && setId == full)
                continue;
            await foreach (var row in files.ReadFilesAsync(setId, Math.Max(afterOrdinal, (top?.Ordinal ?? 1) - 1), cancellationToken))
            {
                if (row.Path == place || row.Path.IsBelow(place))
                    yield return row;
                else if (row.Path > place)
                    break;
            }
        }
    }

    /// <inheritdoc/>
    public Task StageFilesAsync(Guid setId, IReadOnlyList<CatalogFile> rows, CancellationToken cancellationToken = default) =>
        files.StageFilesAsync(setId, rows, cancellationToken);

    /// <inheritdoc/>
    public Task<CatalogFile?> FindFileAsync(Guid setId, EntryPath path, CancellationToken cancellationToken = default) =>
        files.FindFileAsync(setId, path, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<CatalogFile>> ListDirectoryAsync(
        IReadOnlyList<Guid> chain, byte[] directory, byte[]? afterName = null, int take = 1000, CancellationToken cancellationToken = default) =>
        files.ListDirectoryAsync(chain, directory, afterName, take, cancellationToken);

    /// <inheritdoc/>
    public Task RemoveSetAsync(Guid setId, CancellationToken cancellationToken = default) => files.RemoveSetAsync(setId, cancellationToken);
}
