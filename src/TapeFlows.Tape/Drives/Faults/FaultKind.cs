namespace TapeFlows.Tape.Drives.Faults;

/// <summary>What can go wrong with a drive, one way at a time.</summary>
public enum FaultKind
{
    /// <summary>One motion, read or write fails with <see cref="TapeStatus.MediaError"/>. A failed read is past its block; nothing was written.</summary>
    MediaError,

    /// <summary>Any operation fails with <see cref="TapeStatus.HardwareError"/>; the position is unknown until a rewind or a load.</summary>
    HardwareError,

    /// <summary>Early warning comes long before the end, then the physical end soon after, until the medium is unloaded.</summary>
    EarlyEndOfMedium,

    /// <summary>A write leaves the first half of its block on the medium and fails with <see cref="TapeStatus.MediaError"/>.</summary>
    TornWrite,

    /// <summary>
    /// A synchronous filemark fails with <see cref="TapeStatus.MediaError"/>: all since the one before is lost, though each write was answered with success.
    /// </summary>
    DeferredError,

    /// <summary>
    /// The power fails at an operation: all since the last synchronous filemark is lost and nothing answers until the medium is loaded again.
    /// </summary>
    PowerLoss,

    /// <summary>One bit of a block is inverted on its way, in either direction, and nobody is told.</summary>
    BitFlip,

    /// <summary>The device goes away for good: every operation fails with <see cref="TapeStatus.HardwareError"/>.</summary>
    Disappearance,

    /// <summary>An operation takes long.</summary>
    Slowness,
}
