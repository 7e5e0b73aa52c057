using System.Runtime.CompilerServices;
using TapeFlows.Backup.Sources;

namespace TapeFlows.Backup.Comparison;

/// <summary>
/// Compares the source with the base set by merging two sorted streams: the walk and the chain's rows. Memory does not grow with the number of
/// files, except for a bounded number of rename candidates and for changed inodes with several names.
/// </summary>
/// <remarks>
/// What the walk does not see is recorded as deleted, whether it was removed, excluded by a new pattern or hidden by a mount: the set then tells
/// the tree as the walk saw it, and a restore to its time brings back nothing that the walk did not see (older sets still have it). The exception is
/// what could not be looked at (an unreadable directory, a missing root): its rows in the base set stay valid.
/// </remarks>
internal sealed class ChangeMerge(ComparisonOptions options)
{
    private readonly RenameCandidates _renames = new(options.RenameCandidates);
    private readonly LinkedInodes _archived = new();
    private EntryPath? _unseen;

    /// <summary>What was found so far.</summary>
    public ChangeCounts Counts { get; } = new();

    /// <summary>Yields the differences. To be run once.</summary>
    /// <param name="walk">The source in path order; enumerated on the calling thread.</param>
    /// <param name="baseRows">The base set's tree in path order.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<SourceChange> RunAsync(
        IEnumerable<SourceItem> walk, IAsyncEnumerable<ChainRow> baseRows, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var rows = baseRows.GetAsyncEnumerator(cancellationToken);
        var row = await rows.MoveNextAsync() ? rows.Current.File : null;
        foreach (var item in walk)
        {
            var path = item.Path;
            var order = row is null ? 1 : row.Path.CompareTo(path);
            for (; order < 0; order = row is null ? 1 : row.Path.CompareTo(path))
            {
                if (Miss(row!) is { } deletion)
                    yield return deletion;
                row = await rows.MoveNextAsync() ? rows.Current.File : null;
            }

            if (!item.IsEntry)
            {
                yield return Tell(item);
                continue;
            }

            if (Judge(item, order == 0 ? row : null, cancellationToken) is { } change)
                yield return change;
            if (order == 0)
                row = await rows.MoveNextAsync() ? rows.Current.File : null;
        }

        for (; row is not null; row = await rows.MoveNextAsync() ? rows.Current.File : null)
        {
            if (Miss(row) is { } deletion)
                yield return deletion;
        }
    }

    private SourceChange Tell(in SourceItem item)
    {
        if (item.Problem!.Kind is SourceProblemKind.Unreadable or SourceProblemKind.RootMissing)
            _unseen = item.Path;
        return new SourceChange(ChangeKind.Problem, item);
    }

    // A row that the walk did not meet.
    private SourceChange? Miss(CatalogFile row)
    {
        if (_unseen is { } unseen && (row.Path == unseen || row.Path.IsBelow(unseen)))
        {
            Counts.Kept++;
            return null;
        }

        Counts.Deleted++;
        return new SourceChange(ChangeKind.Deleted, default, row, Pair(_renames.SeeDeleted(row)));
    }

    private SourceChange? Judge(in SourceItem item, CatalogFile? row, CancellationToken cancellationToken)
    {
        if (row is null)
        {
            Counts.New++;
            return new SourceChange(ChangeKind.New, Archive(item), null, Pair(_renames.SeeNew(item.Entry!)));
        }

        if (IsUnchanged(item, row, cancellationToken))
        {
            Counts.Unchanged++;
            Counts.UnchangedBytes += row.Size;
            return null;
        }

        Counts.Changed++;
        return new SourceChange(ChangeKind.Changed, Archive(item), row);
    }

    private bool IsUnchanged(in SourceItem item, CatalogFile row, CancellationToken cancellationToken)
    {
        var difference = EntryComparison.Compare(item.Entry!, row, options);
        // When the file was archived again for any reason, its further names go with it.
        if (item.Entry!.Kind == EntryKind.HardLink && _archived.Knows(item.Entry))
            return false;
        var mayAsk = item.Entry.Kind == EntryKind.File && (difference, options.Content) switch
        {
            (EntryDifference.TimesOnly, not ContentCheck.Never) => true,
            (EntryDifference.None, ContentCheck.Always) => true,
            _ => false,
        };
        if (!mayAsk)
            return difference == EntryDifference.None;
        Counts.ContentChecked++;
        return ContentComparison.IsSame(item, row, cancellationToken);
    }

    // A further name has to point to a name in the same set. When the first name is unchanged, the first that is archived becomes the file.
    private SourceItem Archive(in SourceItem item)
    {
        var entry = item.Entry!;
        if (entry.LinkCount <= 1 || entry.Kind == EntryKind.Directory)
            return item;
        var first = _archived.See(entry);
        if (entry.Kind != EntryKind.HardLink)
            return item;
        return first is null ? SourceContent.AsFirstName(item) : new SourceItem(EntryStatus.AsHardLink(entry, first), item.Directory!);
    }

    private EntryPath? Pair(EntryPath? counterpart)
    {
        if (counterpart is not null)
            Counts.Renamed++;
        Counts.RenamesIncomplete = _renames.IsIncomplete;
        return counterpart;
    }
}
