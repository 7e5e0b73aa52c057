using System.Runtime.CompilerServices;
using TapeFlows.Backup.Comparison;

namespace TapeFlows.Backup.Runs;

/// <summary>The changes that a set has not got yet, of all that the walk finds again.</summary>
/// <param name="catalog">Has the rows of the set.</param>
/// <param name="setId">The set.</param>
/// <param name="last">The path of its last row.</param>
internal sealed class ResumedChanges(ICatalog catalog, Guid setId, EntryPath last)
{
    /// <summary>Whether problems up to the last row are told once more: in a process that has not told them.</summary>
    public bool TellsAgain { get; init; }

    /// <summary>Told of a file with several names that the set has not got under the first one of them.</summary>
    public required Action<EntryPath> NotArchived { get; init; }

    /// <summary>Leaves out what is in the set.</summary>
    public async IAsyncEnumerable<SourceChange> RestOfAsync(IAsyncEnumerable<SourceChange> changes, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var rows = catalog.ReadFilesAsync(setId, cancellationToken: cancellationToken).GetAsyncEnumerator(cancellationToken);
        var hasRow = await rows.MoveNextAsync();
        await foreach (var change in changes.WithCancellation(cancellationToken))
        {
            if (change.Path > last || (TellsAgain && change.Kind == ChangeKind.Problem))
            {
                yield return change;
                continue;
            }

            if (!IsFirstName(change))
                continue;
            while (hasRow && rows.Current.Path < change.Path)
                hasRow = await rows.MoveNextAsync();
            // It could not be read then, or has come, or become another file, since.
            if (!hasRow || !IsSameFile(rows.Current, change))
                NotArchived(change.Path);
        }
    }

    private static bool IsFirstName(in SourceChange change) =>
        change.Kind is ChangeKind.New or ChangeKind.Changed && change.Item.Entry is { Kind: EntryKind.File, LinkCount: > 1 };

    private static bool IsSameFile(CatalogFile row, in SourceChange change) =>
        row.Path == change.Path && row.Inode == change.Item.Entry!.Inode && row.Device == change.Item.Entry.Device;
}
