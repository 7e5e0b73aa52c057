using System.Runtime.CompilerServices;
using TapeFlows.Backup.Comparison;
using TapeFlows.Backup.Sources;
using TapeFlows.Backup.Streaming;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Runs;

/// <summary>The data of a backup: what a walk over the source finds, compared with the sets below.</summary>
/// <param name="catalog">Has the rows of those.</param>
/// <param name="request">What is read, and how.</param>
/// <param name="set">The set that is written.</param>
/// <param name="chain">The sets below, oldest first; empty for a full one.</param>
/// <param name="progress">Counts.</param>
/// <param name="problems">Takes what is to be told.</param>
internal sealed class SourceData(
    ICatalog catalog, BackupRequest request, BackupSet set, IReadOnlyList<BackupSet> chain, RunProgress progress, ProblemList problems) : ISetData
{
    /// <summary>Whether an earlier attempt of this process has told the problems of what the set has already.</summary>
    public bool HasTold { get; set; }

    /// <summary>What the comparison found.</summary>
    public ChangeCounts Comparison { get; private set; } = new();

    public long Warnings => problems.Warnings;

    public async Task<int> WriteAsync(SetDataTarget target, CancellationToken cancellationToken)
    {
        problems.ForgetBehind(target.Last?.Path);
        using var walk = new SourceWalk(request.Sources);
        using var pipeline = new TapePipeline(target.Shape, target.Rows.OnCompleted);
        var archive = new ArchiveStream(set.Id, target.Last?.Ordinal ?? 0, request, progress, problems);
        return await pipeline.RunAsync(
            target.FirstSegment,
            SegmentKind.Data,
            (assembler, token) => archive.RunAsync(RestOf(ChangesAsync(walk, token), target.Last, archive), assembler, token),
            target.Session.WriteAsync,
            cancellationToken);
    }

    private IAsyncEnumerable<SourceChange> RestOf(IAsyncEnumerable<SourceChange> changes, CatalogFile? last, ArchiveStream archive) =>
        last is null ? changes : new ResumedChanges(catalog, set.Id, last.Path) { TellsAgain = !HasTold, NotArchived = archive.OnNotArchived }.RestOfAsync(changes);

    private async IAsyncEnumerable<SourceChange> ChangesAsync(SourceWalk walk, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (chain.Count == 0)
        {
            foreach (var item in walk.Enumerate(cancellationToken))
                yield return new SourceChange(item.IsEntry ? ChangeKind.New : ChangeKind.Problem, item);
            yield break;
        }

        var merge = new ChangeMerge(request.Comparison with { SuspectFrom = UnixTime.From(chain[^1].StartedAt) });
        var known = ChainView.ReadAsync(catalog, [.. chain.Select(link => link.Id)], cancellationToken);
        await foreach (var change in merge.RunAsync(walk.Enumerate(cancellationToken), known, cancellationToken))
            yield return change;
        Comparison = merge.Counts;
    }
}
