using TapeFlows.Tape.Drives;

namespace TapeFlows.Backup.Volumes;

/// <summary>A volume in a drive, ready at its beginning.</summary>
/// <param name="Barcode">The barcode that the library read.</param>
/// <param name="Drive">The drive, this run's alone until the volume is returned.</param>
public sealed record MountedVolume(string Barcode, ITapeDrive Drive);

/// <summary>What a writer asks for when it needs a volume.</summary>
/// <param name="Pool">The pool to take it from.</param>
/// <param name="Refused">Barcodes that this run has used up or found unfit.</param>
public sealed record VolumeRequest(string Pool, IReadOnlySet<string> Refused);

/// <summary>Where volumes come from: how a run gets its next volume is not the writer's business.</summary>
public interface IVolumeSupply
{
    /// <summary>A volume to write on. May take as long as a person needs to insert one.</summary>
    /// <exception cref="NoVolumeException">There is none, and none will come.</exception>
    /// <exception cref="VolumeMismatchException">The one that came may not be written; ask again without it.</exception>
    Task<MountedVolume> NextForWritingAsync(VolumeRequest request, CancellationToken cancellationToken);

    /// <summary>A certain volume, to read it.</summary>
    /// <exception cref="NoVolumeException">It is not in the library.</exception>
    Task<MountedVolume> ForReadingAsync(string barcode, CancellationToken cancellationToken);

    /// <summary>The run needs the volume no more.</summary>
    Task ReturnAsync(MountedVolume volume, CancellationToken cancellationToken);
}
