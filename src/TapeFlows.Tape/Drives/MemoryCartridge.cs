using TapeFlows.Tape.Media;

namespace TapeFlows.Tape.Drives;

/// <summary>A cartridge kept in memory, for tests and trials.</summary>
/// <param name="barcode">Its barcode, for example <c>TF0001L8</c>.</param>
/// <param name="capacity">Bytes, counted as on a virtual cartridge: 8 more than its even length for a block, 4 for a filemark. 0 for no end.</param>
public sealed class MemoryCartridge(string barcode, long capacity = 0)
{
    /// <summary>Its barcode.</summary>
    public string Barcode { get; } = barcode;

    /// <summary>Bytes until the physical end; 0 for no end.</summary>
    public long Capacity { get; } = capacity;

    /// <summary>The generation, for example <c>LTO-8</c>.</summary>
    public string MediumType { get; init; } = "LTO-8";

    /// <summary>Write once, read many.</summary>
    public bool IsWorm { get; init; }

    /// <summary>The write-protect tab; a drive looks at it when it loads.</summary>
    public bool IsWriteProtected { get; set; }

    /// <summary>How often a cleaning cartridge can still be used; <see langword="null"/>: it is for data.</summary>
    public int? CleaningsLeft { get; set; } = CleaningCartridge.Is(barcode) ? CleaningCartridge.Uses : null;

    /// <summary>How often it was loaded.</summary>
    public int LoadCount { get; private set; }

    /// <summary>Blocks and filemarks recorded.</summary>
    public long ObjectCount => Recording.Count;

    internal MemoryRecording Recording { get; } = new();

    /// <summary>Inverts one bit of a recorded block, as decay would.</summary>
    /// <param name="blockAddress">The address of a block.</param>
    /// <param name="bit">Which bit, from 0 at the lowest bit of the first byte.</param>
    /// <exception cref="ArgumentException">There is a filemark at that address.</exception>
    public void FlipBit(long blockAddress, int bit) => Recording.FlipBit(blockAddress, bit);

    internal LoadedMedium Load() =>
        new(Recording, new MediumInformation(Barcode, MediumType, Capacity, IsWorm, IsWriteProtected, ++LoadCount));
}
