using TapeFlows.Tape.Drives;

namespace TapeFlows.Backup.Volumes;

/// <summary>A tape drive or volume did not do what was asked. The message says what happened, to which volume, what was kept and what to do.</summary>
public class TapeException : IOException
{
    /// <summary>With words for a person.</summary>
    public TapeException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    private TapeException(string message, TapeStatus status, string volume)
        : base(message) => (Status, Volume) = (status, volume);

    /// <summary>What the drive reported, when it was the drive.</summary>
    public TapeStatus? Status { get; }

    /// <summary>The barcode of the volume that was in the drive, when it was the drive.</summary>
    public string? Volume { get; }

    /// <summary>
    /// Whether the trouble may pass by itself, so that asking the device again makes sense: it was busy, not ready, or did not answer as after a reset of its bus. Never after
    /// a media error: it does not pass, and every attempt wears the medium.
    /// </summary>
    public bool MayPass { get; init; }

    /// <summary>Makes the exception for a drive's answer.</summary>
    /// <param name="result">The answer.</param>
    /// <param name="doing">What was tried, for example <c>write a label</c>.</param>
    /// <param name="barcode">The volume.</param>
    /// <param name="driveName">The drive.</param>
    public static TapeException From(TapeResult result, string doing, string barcode, string driveName)
    {
        var detail = result.Detail is null ? "" : $" ({result.Detail})";
        return new TapeException(
            $"Could not {doing} on volume {barcode} in {driveName}: {Explain(result.Status)}{detail}. {Advise(result.Status)}", result.Status, barcode)
        {
            MayPass = result.Status is TapeStatus.BecomingReady or TapeStatus.HardwareError,
        };
    }

    private static string Explain(TapeStatus status) => status switch
    {
        TapeStatus.EarlyWarning or TapeStatus.EndOfMedium => "the volume is full",
        TapeStatus.Filemark => "a filemark stands where data was expected",
        TapeStatus.EndOfData => "the recorded data ends here",
        TapeStatus.Blank => "the volume is blank",
        TapeStatus.WriteProtected => "the volume is write protected",
        TapeStatus.WormProtected => "the volume is WORM and recorded data cannot be overwritten",
        TapeStatus.NoMedium => "no volume is loaded",
        TapeStatus.BecomingReady => "the drive is not ready yet",
        TapeStatus.BlockLargerThanBuffer => "a block is larger than the read buffer",
        TapeStatus.BlockTooLarge => "the block is too large for this drive or its host adapter",
        TapeStatus.MediaError => "the medium has an error",
        TapeStatus.HardwareError => "the drive failed",
        TapeStatus.IllegalRequest => "the drive refused the request",
        _ => status.ToString(),
    };

    private static string Advise(TapeStatus status) => status switch
    {
        TapeStatus.WriteProtected => "Open the write-protect tab of the cartridge, or use another volume. Nothing was written.",
        TapeStatus.MediaError => "What was committed before is kept. Use another volume, and verify this one.",
        TapeStatus.HardwareError => "What was committed before is kept. Check the drive and its cable, then run again.",
        TapeStatus.BlockTooLarge => "Use a smaller --block-size when creating the library.",
        TapeStatus.NoMedium => "Load the volume and run again.",
        TapeStatus.BecomingReady => "Wait until the drive is ready and run again.",
        _ => "What was committed before is kept.",
    };
}

/// <summary>The volume in the drive is not the one that was expected, or not one that may be written. Nothing was written.</summary>
public sealed class VolumeMismatchException(string message) : TapeException(message)
{
    /// <summary>The volume in the drive.</summary>
    public required string Barcode { get; init; }
}

/// <summary>No volume of the pool can take more data (or the one that is needed is not in the library).</summary>
public sealed class NoVolumeException(string message) : TapeException(message)
{
    /// <summary>What a writer asked for; <see langword="null"/>: a certain volume is missing.</summary>
    public VolumeRequest? Request { get; init; }

    /// <summary>The volume that is missing; <see langword="null"/>: none in particular.</summary>
    public string? Barcode { get; init; }
}

/// <summary>Every drive that could be used is in use, by this run or another process. Nothing was touched.</summary>
public sealed class NoDriveException(string message) : TapeException(message);
