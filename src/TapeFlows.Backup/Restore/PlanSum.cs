using TapeFlows.Tape.Media;

namespace TapeFlows.Backup.Restore;

/// <summary>What a planner knows of the volume that a piece is on.</summary>
internal sealed record PlannedMount(string Barcode, bool IsAvailable, LtoGeneration Generation, long Capacity);

/// <summary>Adds up rows in the order in which a restore will come to them.</summary>
internal sealed class PlanSum
{
    private readonly List<PlannedVolume> _volumes = [];
    private readonly List<EntryPath> _unavailable = [];
    private PlannedMount? _mount;
    private TimeSpan _time;
    private long _mountFiles;
    private long _mountBytes;
    private long _files;
    private long _bytes;
    private long _unavailableCount;
    private long _place;

    /// <summary>Adds a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="pieces">The pieces of its set, in order.</param>
    /// <param name="mounts">The same for their volumes.</param>
    public void Add(CatalogFile row, IReadOnlyList<Segment> pieces, IReadOnlyList<PlannedMount?> mounts)
    {
        _files++;
        _bytes += row.Kind == EntryKind.File ? row.Size : 0;
        if (row.Kind == EntryKind.HardLink)
            return;
        var isLost = false;
        var last = Math.Max(row.Position.Piece, row.LastPiece);
        var isFirst = true;
        for (var index = 0; index < pieces.Count; index++)
        {
            if (pieces[index].Piece < row.Position.Piece || pieces[index].Piece > last || mounts[index] is not { } mount)
                continue;
            isLost |= !mount.IsAvailable;
            Visit(mount, row, pieces[index], isFirst);
            isFirst = false;
        }

        if (!isLost && !isFirst)
            return;
        _unavailableCount++;
        if (_unavailable.Count < RestorePlan.MaxNamed)
            _unavailable.Add(row.Path);
    }

    public RestorePlan ToPlan(RestoreRequest request, IReadOnlyList<BackupSet> chain)
    {
        CloseMount();
        return new RestorePlan
        {
            Request = request,
            Chain = chain,
            Volumes = _volumes,
            Files = _files,
            Bytes = _bytes,
            EstimatedTime = _volumes.Aggregate(TimeSpan.Zero, (sum, volume) => sum + volume.EstimatedTime),
            Unavailable = _unavailableCount,
            FirstUnavailable = _unavailable,
        };
    }

    private void Visit(PlannedMount mount, CatalogFile row, Segment piece, bool isFirst)
    {
        if (_mount?.Barcode != mount.Barcode)
        {
            CloseMount();
            (_mount, _place, _time) = (mount, 0, mount.Generation.Load);
        }

        var place = isFirst ? row.Position.BlockAddress * piece.BlockSize : piece.FirstBlockAddress * piece.BlockSize;
        var gap = place - _place;
        var readThrough = mount.Generation.TransferTime(Math.Max(0, gap));
        var locate = mount.Generation.LocateTime(gap, mount.Capacity) + LtoGeneration.Reposition;
        _time += gap >= 0 && readThrough < locate ? readThrough : locate;
        var share = row.Kind != EntryKind.File ? 0 : isFirst && row.LastPiece <= row.Position.Piece ? row.Size : Math.Min(row.Size, piece.Bytes);
        _time += mount.Generation.TransferTime(share);
        _place = place + share;
        if (!isFirst)
            return;
        _mountFiles++;
        _mountBytes += row.Kind == EntryKind.File ? row.Size : 0;
    }

    private void CloseMount()
    {
        if (_mount is { } mount)
            _volumes.Add(new PlannedVolume(mount.Barcode, mount.IsAvailable, _mountFiles, _mountBytes, _time + mount.Generation.Unload));
        (_mount, _mountFiles, _mountBytes) = (null, 0, 0);
    }
}
