using TapeFlows.Backup.Volumes;
using TapeFlows.Tape.Media;

namespace TapeFlows.Backup.Restore;

/// <summary>Finds out what a restore will need, from the catalog alone.</summary>
/// <param name="catalog">Has the sets and files.</param>
public sealed class RestorePlanner(ICatalog catalog)
{
    /// <summary>Makes the plan. Reads the rows of the sets once; its memory does not grow with their number.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="inLibrary">Barcodes that can be mounted; <see langword="null"/>: all that the catalog does not call missing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RestoreException">There is no such set, or one that it stands on is missing.</exception>
    /// <exception cref="FormatException">A pattern names nothing.</exception>
    public async Task<RestorePlan> MakeAsync(
        RestoreRequest request, IReadOnlySet<string>? inLibrary = null, CancellationToken cancellationToken = default)
    {
        var chain = await RestoreChain.ResolveAsync(catalog, request, inLibrary, cancellationToken);
        return await MakeAsync(chain, request, inLibrary, cancellationToken);
    }

    internal async Task<RestorePlan> MakeAsync(
        IReadOnlyList<BackupSet> chain, RestoreRequest request, IReadOnlySet<string>? inLibrary, CancellationToken cancellationToken)
    {
        var sum = new PlanSum();
        for (var index = 0; index < chain.Count; index++)
        {
            var pieces = await catalog.ListSegmentsAsync(chain[index].Id, cancellationToken);
            var mounts = new List<PlannedMount?>();
            foreach (var piece in pieces)
                mounts.Add(await MountAsync(piece, inLibrary, cancellationToken));
            var selection = new RestoreSelection(request.Paths, chain[^1].Roots);
            await foreach (var row in RestoreChain.StandingAsync(SelectedFiles.Of(catalog, selection, chain), chain, index, cancellationToken))
            {
                if (selection.Includes(row.Path, row.Kind == EntryKind.Directory))
                    sum.Add(row, pieces, mounts);
            }
        }

        return sum.ToPlan(request, chain);
    }

    private async Task<PlannedMount> MountAsync(Segment piece, IReadOnlySet<string>? inLibrary, CancellationToken cancellationToken)
    {
        var volume = await catalog.FindVolumeAsync(piece.Barcode, cancellationToken);
        var isThere = VolumeReach.IsThere(piece, volume, inLibrary);
        var generation = LtoGeneration.Find(volume?.MediumType ?? "") ?? LtoGeneration.Find("LTO-8")!;
        return new PlannedMount(piece.Barcode, isThere, generation, volume is { CapacityBytes: > 0 } ? volume.CapacityBytes : generation.NativeCapacity);
    }
}
