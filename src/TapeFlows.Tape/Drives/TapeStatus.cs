namespace TapeFlows.Tape.Drives;

/// <summary>
/// How one drive operation ended. What a tape drive reports in normal work is a value, never an exception:
/// a filemark or early warning is as ordinary as a block.
/// </summary>
public enum TapeStatus
{
    /// <summary>The operation was carried out: a block was written or read, the position was reached.</summary>
    Done,

    /// <summary>
    /// The end of the medium is near. A refused write has written <b>nothing</b>; the next one is let through, and so on in
    /// turn until the physical end (Linux st: ENOSPC, alternating). Keep the block for the next volume.
    /// </summary>
    EarlyWarning,

    /// <summary>The physical end of the medium: nothing was written and nothing more will be (SSC VOLUME OVERFLOW).</summary>
    EndOfMedium,

    /// <summary>A filemark was met; the position is behind it in the direction of motion.</summary>
    Filemark,

    /// <summary>The end of recorded data was met; there is nothing behind it.</summary>
    EndOfData,

    /// <summary>The medium has never been written (blank check at block 0). The only thing that may be called a blank tape.</summary>
    Blank,

    /// <summary>The beginning of the medium was met while spacing backwards.</summary>
    BeginningOfMedium,

    /// <summary>The medium may not be written: its write-protect tab is set, or the drive is read-only.</summary>
    WriteProtected,

    /// <summary>A WORM medium refused to write over recorded data; it can only be appended to.</summary>
    WormProtected,

    /// <summary>No medium is loaded.</summary>
    NoMedium,

    /// <summary>The drive is loading, threading or initialising a medium; ask again later, never give up (LTO-9: up to 2 h).</summary>
    BecomingReady,

    /// <summary>
    /// The block on tape is longer than the read buffer (Linux st: ENOMEM). The position is <b>past</b> the block and no data was delivered.
    /// </summary>
    BlockLargerThanBuffer,

    /// <summary>The block is larger than the drive or its host adapter takes (Linux st: EBUSY, EINVAL). Nothing was written.</summary>
    BlockTooLarge,

    /// <summary>The medium could not be read or written here (SCSI sense key MEDIUM ERROR).</summary>
    MediaError,

    /// <summary>The drive failed or went away (SCSI sense key HARDWARE ERROR, ENXIO). The position is unknown.</summary>
    HardwareError,

    /// <summary>The operation does not fit the state of the drive or its arguments: a mistake of the caller.</summary>
    IllegalRequest,
}
