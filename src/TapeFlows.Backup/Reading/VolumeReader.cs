using TapeFlows.Backup.Volumes;
using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Reading;

/// <summary>A mounted volume whose label was read and found to be that of the volume that is meant. Owns the position: nobody else moves the drive.</summary>
internal sealed class VolumeReader
{
    private const long Unknown = -1;
    private readonly IVolumeSupply _supply;
    private long _position = Unknown;

    private VolumeReader(IVolumeSupply supply, MountedVolume mounted, Guid volumeId)
    {
        _supply = supply;
        Mounted = mounted;
        VolumeId = volumeId;
    }

    public MountedVolume Mounted { get; }

    public string Barcode => Mounted.Barcode;

    /// <summary>The identity that its label states.</summary>
    public Guid VolumeId { get; }

    private ITapeDrive Drive => Mounted.Drive;

    /// <summary>Mounts a volume and reads its label.</summary>
    /// <param name="supply">Where volumes come from.</param>
    /// <param name="barcode">Which one.</param>
    /// <param name="volumeId">The identity it has to have.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NoVolumeException">It is not in the library.</exception>
    /// <exception cref="VolumeMismatchException">Another cartridge stands under that barcode, or one whose label cannot be read.</exception>
    /// <exception cref="TapeException">The drive failed.</exception>
    public static async Task<VolumeReader> OpenAsync(IVolumeSupply supply, string barcode, Guid volumeId, CancellationToken cancellationToken)
    {
        var mounted = await supply.ForReadingAsync(barcode, cancellationToken);
        try
        {
            await TapeThread.RunAsync(() => Admit(mounted, volumeId));
            return new VolumeReader(supply, mounted, volumeId);
        }
        catch
        {
            await supply.ReturnAsync(mounted, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Gives the volume back.</summary>
    public Task ReturnAsync() => _supply.ReturnAsync(Mounted, CancellationToken.None);

    /// <summary>Goes to a block, unless the tape stands there.</summary>
    /// <returns>Whether it had to move.</returns>
    /// <exception cref="TapeException">The drive could not.</exception>
    public bool GoTo(long blockAddress, CancellationToken cancellationToken)
    {
        if (_position == blockAddress)
            return false;
        _position = Unknown;
        var result = Drive.Locate(blockAddress, cancellationToken);
        if (!result.IsDone)
            throw TapeException.From(result, $"go to block {blockAddress}", Barcode, Drive.Name);
        _position = blockAddress;
        return true;
    }

    /// <summary>Reads the next block.</summary>
    public TapeResult Read(Span<byte> buffer)
    {
        var result = Drive.Read(buffer);
        _position = result.Status is TapeStatus.Done or TapeStatus.Filemark && _position != Unknown ? _position + 1 : Unknown;
        return result;
    }

    /// <summary>Reads a group of labels, where the tape stands, and the filemark behind it.</summary>
    public LabelReading ReadLabels(byte[] buffer)
    {
        var reading = LabelReader.ReadGroup(Drive, buffer);
        _position = Drive.ReadPosition(out var address).IsDone ? address : Unknown;
        return reading;
    }

    /// <summary>Passes over filemarks.</summary>
    public TapeResult SpaceFilemarks(int count, CancellationToken cancellationToken)
    {
        var result = Drive.SpaceFilemarks(count, cancellationToken);
        _position = Drive.ReadPosition(out var address).IsDone ? address : Unknown;
        return result;
    }

    /// <summary>Where the tape stands; -1 when nobody knows.</summary>
    public long Position => _position;

    /// <summary>A buffer that takes any block.</summary>
    public byte[] NewBuffer() => new byte[Drive.MaxBlockSize];

    /// <summary>Mounts a volume whose identity is not known, and takes it as its label says.</summary>
    /// <returns><see langword="null"/>, and the volume returned, when there is no label of ours, even a damaged one.</returns>
    public static async Task<(VolumeReader? Volume, LabelReading Label)> DiscoverAsync(IVolumeSupply supply, string barcode, CancellationToken cancellationToken)
    {
        var mounted = await supply.ForReadingAsync(barcode, cancellationToken);
        try
        {
            var reading = (await TapeThread.RunAsync(() => VolumeFinding.Read(mounted))).Reading;
            var volumeId = reading is LabelReading.Opening { Volume: { } identity } ? identity.VolumeId : Guid.Empty;
            if (reading is LabelReading.Opening or LabelReading.Damaged)
                return (new VolumeReader(supply, mounted, volumeId), reading);
            await supply.ReturnAsync(mounted, CancellationToken.None);
            return (null, reading);
        }
        catch
        {
            await supply.ReturnAsync(mounted, CancellationToken.None);
            throw;
        }
    }

    private static void Admit(MountedVolume mounted, Guid volumeId)
    {
        var finding = VolumeFinding.Read(mounted);
        var reason = finding.Reading switch
        {
            LabelReading.Opening { Volume: { } identity } when identity.Barcode != mounted.Barcode =>
                $"The cartridge with barcode {mounted.Barcode} is labelled as volume {identity.Barcode}. Check the barcode stickers.",
            LabelReading.Opening { Volume: { } identity } when identity.VolumeId != volumeId =>
                $"Volume {mounted.Barcode} was labelled again since the catalog last saw it: what it held then is gone, or the barcode is on another cartridge.",
            LabelReading.Opening { Volume: not null } => null,
            LabelReading.Blank => $"Volume {mounted.Barcode} is blank.",
            LabelReading.Foreign foreign => $"Volume {mounted.Barcode} carries something that TapeFlows did not write: {foreign.Reason}.",
            // The catalog says which blocks belong to which piece; an unreadable first label must not cost the data behind it.
            LabelReading.Damaged => null,
            _ => $"Volume {mounted.Barcode} does not begin with a volume label.",
        };
        if (reason is not null)
            throw new VolumeMismatchException(reason + " Nothing was read from it.") { Barcode = mounted.Barcode };
    }
}
