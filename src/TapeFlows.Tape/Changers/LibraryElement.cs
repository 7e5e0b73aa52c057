namespace TapeFlows.Tape.Changers;

/// <summary>What a place in a library is for.</summary>
public enum ElementKind
{
    /// <summary>A drive (SMC data transfer element).</summary>
    Drive,

    /// <summary>A storage slot (SMC storage element).</summary>
    Storage,

    /// <summary>An import/export slot, the mail slot (SMC import/export element).</summary>
    ImportExport,
}

/// <summary>One place in a library.</summary>
/// <param name="Address">The element address, unique in the library.</param>
/// <param name="Kind">What the place is for.</param>
/// <param name="Barcode">The barcode of the cartridge in it; <see langword="null"/> when empty.</param>
/// <param name="DriveName">For a drive, the <see cref="Drives.ITapeDrive.Name"/> it answers to.</param>
public sealed record LibraryElement(int Address, ElementKind Kind, string? Barcode, string? DriveName = null)
{
    /// <summary>Whether a cartridge is in it.</summary>
    public bool IsFull => Barcode is not null;
}

/// <summary>How a move ended.</summary>
public enum MoveStatus
{
    /// <summary>The cartridge is in the destination.</summary>
    Done,

    /// <summary>No such element.</summary>
    NoSuchElement,

    /// <summary>There is nothing in the source.</summary>
    SourceEmpty,

    /// <summary>There is a cartridge in the destination.</summary>
    DestinationFull,

    /// <summary>The drive still holds the cartridge: unload it first.</summary>
    DriveNotUnloaded,

    /// <summary>The robot failed.</summary>
    HardwareError,
}

/// <summary>The outcome of a move.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Detail">Words for a person when it failed.</param>
public readonly record struct MoveResult(MoveStatus Status, string? Detail = null)
{
    /// <summary>Whether the cartridge is in the destination.</summary>
    public bool IsDone => Status == MoveStatus.Done;
}
