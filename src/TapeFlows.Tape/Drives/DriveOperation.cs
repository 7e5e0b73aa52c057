namespace TapeFlows.Tape.Drives;

/// <summary>The operations of <see cref="ITapeDrive"/>, for decorators that count, fail or record them.</summary>
public enum DriveOperation
{
    /// <summary><see cref="ITapeDrive.Load"/>.</summary>
    Load,

    /// <summary><see cref="ITapeDrive.Unload"/>.</summary>
    Unload,

    /// <summary><see cref="ITapeDrive.Rewind"/>.</summary>
    Rewind,

    /// <summary><see cref="ITapeDrive.Locate"/>.</summary>
    Locate,

    /// <summary><see cref="ITapeDrive.SpaceToEndOfData"/>.</summary>
    SpaceToEndOfData,

    /// <summary><see cref="ITapeDrive.SpaceFilemarks"/>.</summary>
    SpaceFilemarks,

    /// <summary><see cref="ITapeDrive.Read"/>.</summary>
    Read,

    /// <summary><see cref="ITapeDrive.Write"/>.</summary>
    Write,

    /// <summary><see cref="ITapeDrive.WriteFilemarks"/>.</summary>
    WriteFilemarks,

    /// <summary><see cref="ITapeDrive.ReadPosition"/>.</summary>
    ReadPosition,

    /// <summary><see cref="ITapeDrive.Status"/>.</summary>
    Status,
}
