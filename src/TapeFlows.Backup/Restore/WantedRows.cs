using System.Runtime.CompilerServices;

namespace TapeFlows.Backup.Restore;

/// <summary>What is to be restored of one set of a chain, in tape order.</summary>
internal sealed class WantedRows(ICatalog catalog, IReadOnlyList<BackupSet> chain, int index, RestoreSelection selection)
{
    // Patterns are asked in path order; the first names of links would jump.
    private readonly RestoreSelection _firstNames = selection.Copy();

    private readonly IFileCatalog _files = SelectedFiles.Of(catalog, selection, chain);

    private Guid SetId => chain[index].Id;

    public async IAsyncEnumerable<WantedFile> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in RestoreChain.StandingAsync(_files, chain, index, cancellationToken))
        {
            if (!selection.Includes(row.Path, row.Kind == EntryKind.Directory))
                continue;
            yield return row.Kind == EntryKind.HardLink && await ContentOfAsync(row, cancellationToken) is { } content
                ? new WantedFile(content, row.Path)
                : new WantedFile(row, row.Path);
        }
    }

    /// <summary>The row of a link's first name, when that name is not restored from this set too; otherwise <see langword="null"/>.</summary>
    private async Task<CatalogFile?> ContentOfAsync(CatalogFile link, CancellationToken cancellationToken)
    {
        var first = EntryPath.FromBytes(link.LinkTarget);
        return await IsRestoredAsync(first, cancellationToken) ? null : await catalog.FindFileAsync(SetId, first, cancellationToken);
    }

    private async Task<bool> IsRestoredAsync(EntryPath path, CancellationToken cancellationToken)
    {
        if (!_firstNames.Includes(path, isDirectory: false))
            return false;
        for (var above = index + 1; above < chain.Count; above++)
        {
            if (await catalog.FindFileAsync(chain[above].Id, path, cancellationToken) is not null)
                return false;
        }

        return true;
    }
}
