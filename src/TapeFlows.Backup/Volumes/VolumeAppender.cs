using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Volumes;

/// <summary>
/// A volume that was found to be the right one and stands where the next piece begins. Owns the position: nobody else moves the drive.
/// </summary>
internal sealed class VolumeAppender
{
    private readonly ICatalog _catalog;
    private readonly byte[] _labels = new byte[LabelGroup.LongestGroup];
    private readonly Volume _volume;

    private VolumeAppender(MountedVolume mounted, ICatalog catalog, Volume volume, int nextFileSequence)
    {
        Mounted = mounted;
        _catalog = catalog;
        _volume = volume;
        AppendAddress = volume.AppendAddress;
        NextFileSequence = nextFileSequence;
    }

    public MountedVolume Mounted { get; }

    public string Barcode => Mounted.Barcode;

    public Guid VolumeId => _volume.VolumeId;

    /// <summary>Where the next piece's labels begin.</summary>
    public long AppendAddress { get; private set; }

    /// <summary>Nothing is committed on it: the first piece writes the volume label too.</summary>
    public bool IsFresh => AppendAddress == 0;

    public int NextFileSequence { get; private set; }

    /// <summary>Where the next piece's data will begin: behind its labels and their filemark.</summary>
    public long FirstBlockOfNext => AppendAddress + (IsFresh ? LabelGroup.OpeningLabelsWithVolume : LabelGroup.OpeningLabels) + 1;

    private ITapeDrive Drive => Mounted.Drive;

    /// <summary>
    /// Reads the volume's label, settles what a crashed writer left, and goes to the append position, which the labels there must confirm.
    /// </summary>
    /// <exception cref="VolumeMismatchException">It is not the volume that the catalog means; nothing was written.</exception>
    /// <exception cref="TapeException">The drive failed.</exception>
    public static async Task<VolumeAppender> OpenAsync(
        MountedVolume mounted, ICatalog catalog, string pool, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (volume, isBlank) = await VolumeAdmission.InspectAsync(mounted, catalog, pool, cancellationToken);
        if (isBlank || volume.VolumeId == Guid.Empty)
            volume = await NameAsync(volume, catalog, clock, cancellationToken);
        volume = await UnsettledPieces.SettleAsync(mounted, volume, catalog, clock, cancellationToken);
        var pieces = await catalog.ListSegmentsOnVolumeAsync(mounted.Barcode, cancellationToken);
        var last = pieces.LastOrDefault(piece => piece.VolumeId == volume.VolumeId && piece.State != SegmentState.Writing);
        await TapeThread.RunAsync(() => AppendPosition.Confirm(mounted, volume, last));
        return new VolumeAppender(mounted, catalog, volume, (last?.FileSequence ?? 0) + 1);
    }

    /// <summary>What the catalog knows of it now.</summary>
    public async Task<Volume> CurrentAsync(CancellationToken cancellationToken) =>
        await _catalog.FindVolumeAsync(Barcode, cancellationToken) ?? _volume;

    /// <summary>Writes the labels of a piece.</summary>
    /// <returns><see langword="false"/>: the volume ended; nothing of the piece counts.</returns>
    public bool Open(SegmentHeader header, bool withVolumeLabel)
    {
        var length = LabelGroup.WriteOpening(header, withVolumeLabel, _labels);
        for (var at = 0; at < length; at += Label.Size)
        {
            if (!Write(_labels.AsSpan(at, Label.Size)))
                return false;
        }

        var mark = Drive.WriteFilemarks(1, FilemarkMode.Immediate);
        return mark.IsDone || !IsEnd(mark) ? Require(mark, "write a filemark") : false;
    }

    /// <summary>Writes one block.</summary>
    /// <returns><see langword="false"/>: the volume ended and the block is not on it.</returns>
    /// <exception cref="TapeException">The drive failed.</exception>
    public bool Write(ReadOnlySpan<byte> block)
    {
        var result = Drive.Write(block);
        return !IsEnd(result) && Require(result, "write a block");
    }

    /// <summary>Ends the data of a piece.</summary>
    public void EndData() => InsideEarlyWarning(() => Drive.WriteFilemarks(1, FilemarkMode.Immediate), "write a filemark");

    /// <summary>Writes the trailer labels of a piece.</summary>
    public void WriteTrailer(SegmentTrailer trailer)
    {
        var length = LabelGroup.WriteTrailer(trailer, _labels);
        for (var at = 0; at < length; at += Label.Size)
        {
            var label = _labels.AsMemory(at, Label.Size);
            InsideEarlyWarning(() => Drive.Write(label.Span), "write a trailer label");
        }
    }

    /// <summary>The commit point: a synchronous filemark.</summary>
    /// <returns>The block address behind it.</returns>
    public long Commit()
    {
        InsideEarlyWarning(() => Drive.WriteFilemarks(1, FilemarkMode.Synchronous), "write a synchronous filemark");
        Require(Drive.ReadPosition(out var address), "read the position");
        AppendAddress = address;
        NextFileSequence++;
        return address;
    }

    /// <summary>Takes back labels that were written before the volume turned out to be full: a second filemark ends the recorded data.</summary>
    public void Withdraw()
    {
        Require(Drive.Locate(AppendAddress), "go back to the last commit");
        InsideEarlyWarning(() => Drive.WriteFilemarks(1, FilemarkMode.Synchronous), "write a synchronous filemark");
    }

    /// <summary>
    /// Empties the buffers of a drive that works, after a piece was given up: it is unloaded next, and must not find data then that nobody waits for.
    /// </summary>
    public void Flush() => _ = Drive.WriteFilemarks(0, FilemarkMode.Synchronous);

    // Past early warning st refuses every other write; refused means nothing was written, so the second attempt is the write itself.
    private void InsideEarlyWarning(Func<TapeResult> write, string doing)
    {
        var result = write();
        if (result.Status == TapeStatus.EarlyWarning)
            result = write();
        Require(result, doing);
    }

    private static bool IsEnd(TapeResult result) => result.Status is TapeStatus.EarlyWarning or TapeStatus.EndOfMedium;

    private bool Require(TapeResult result, string doing) =>
        result.IsDone ? true : throw TapeException.From(result, doing, Barcode, Drive.Name);

    // The identity is in the catalog before it is on tape: after a crash in between, an unfinished label is known as ours.
    private static async Task<Volume> NameAsync(Volume volume, ICatalog catalog, TimeProvider clock, CancellationToken cancellationToken)
    {
        var named = volume with
        {
            VolumeId = volume.VolumeId == Guid.Empty ? Guid.NewGuid() : volume.VolumeId,
            LabelledAt = clock.GetUtcNow(),
        };
        await catalog.SaveVolumeAsync(named, cancellationToken);
        return named;
    }
}
