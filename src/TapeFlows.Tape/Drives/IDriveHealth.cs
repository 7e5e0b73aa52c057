namespace TapeFlows.Tape.Drives;

/// <summary>
/// What a drive tells of itself beside the tape. Of a real one it is asked by SCSI generic (LOG SENSE), so only between operations: never while somebody moves or writes the tape.
/// </summary>
public interface IDriveHealth
{
    /// <summary>Reads it. The drive forgets the alerts that are read (log page 2Eh): whoever reads them keeps them.</summary>
    /// <param name="condition">What it tells; undefined unless the result is <see cref="TapeStatus.Done"/>.</param>
    TapeResult ReadCondition(out DriveCondition condition);
}

/// <summary>What a drive tells of itself.</summary>
/// <param name="Alerts">TapeAlert flags raised since they were read last.</param>
/// <param name="NeedsCleaning">Whether it asks to be cleaned; until it is (log page 11h, the cleaning required bit).</param>
public readonly record struct DriveCondition(TapeAlerts Alerts, bool NeedsCleaning);

/// <summary>TapeAlert flags (SSC-5, log page 2Eh) that are acted on here. Flag <c>n</c> is bit <c>n - 1</c>, so that any other one can be carried as well.</summary>
[Flags]
public enum TapeAlerts : ulong
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>3: an error that the drive could not correct.</summary>
    HardError = 1UL << 2,

    /// <summary>4: the medium is worn or damaged.</summary>
    Media = 1UL << 3,

    /// <summary>9: somebody wanted to write on a protected medium.</summary>
    WriteProtect = 1UL << 8,

    /// <summary>20: clean the drive now.</summary>
    CleanNow = 1UL << 19,

    /// <summary>21: clean the drive soon.</summary>
    CleanPeriodic = 1UL << 20,

    /// <summary>22: the cleaning cartridge is used up.</summary>
    ExpiredCleaningMedia = 1UL << 21,

    /// <summary>23: what was put in to clean cannot clean this drive.</summary>
    InvalidCleaningMedia = 1UL << 22,

    /// <summary>30: the drive has a fault that it needs a reset for.</summary>
    HardwareA = 1UL << 29,

    /// <summary>31: the drive has a fault that it cannot work with.</summary>
    HardwareB = 1UL << 30,

    /// <summary>32: the connection to the host fails.</summary>
    Interface = 1UL << 31,
}
