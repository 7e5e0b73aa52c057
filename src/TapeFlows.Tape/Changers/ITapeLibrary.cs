using TapeFlows.Tape.Drives;

namespace TapeFlows.Tape.Changers;

/// <summary>A changer together with its drives; a stand-alone drive is a library with no slots.</summary>
public interface ITapeLibrary : IMediaChanger
{
    /// <summary>The names of its drives, by element address.</summary>
    IReadOnlyList<string> DriveNames { get; }

    /// <summary>
    /// Opens a drive for exclusive use by this process. Disposing the drive gives it back; a medium in it stays in it.
    /// </summary>
    /// <param name="driveName">One of <see cref="DriveNames"/>.</param>
    /// <exception cref="DriveBusyException">Another process (or another part of this one) holds the drive or its cartridge.</exception>
    ITapeDrive OpenDrive(string driveName);
}

/// <summary>The drive, or the cartridge in it, is in use by somebody else: two writers on one tape must never happen.</summary>
public sealed class DriveBusyException(string message, Exception? inner = null) : IOException(message, inner);
