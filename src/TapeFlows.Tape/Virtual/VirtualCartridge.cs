using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Media;
using TapeFlows.Tape.Posix;

namespace TapeFlows.Tape.Virtual;

/// <summary>A cartridge kept in a directory: <c>cartridge.json</c>, <c>data.tap</c> (SIMH magnetic tape), <c>index</c>, <c>lock</c>.</summary>
public sealed class VirtualCartridge
{
    private VirtualCartridge(string directory, CartridgeDescription description)
    {
        Path = directory;
        Barcode = description.Barcode;
        MediumType = description.MediumType;
        Capacity = description.Capacity;
        IsWorm = description.Worm;
        IsWriteProtected = description.WriteProtected;
        LoadCount = description.LoadCount;
        BytesWritten = description.BytesWritten;
        CleaningsLeft = description.CleaningsLeft;
    }

    /// <summary>Its directory.</summary>
    public string Path { get; }

    /// <summary>Its barcode.</summary>
    public string Barcode { get; }

    /// <summary>The generation, for example <c>LTO-8</c>.</summary>
    public string MediumType { get; }

    /// <summary>Bytes until the physical end; 0 for no end.</summary>
    public long Capacity { get; }

    /// <summary>Write once, read many.</summary>
    public bool IsWorm { get; }

    /// <summary>The write-protect tab.</summary>
    public bool IsWriteProtected { get; }

    /// <summary>How often it was loaded.</summary>
    public int LoadCount { get; }

    /// <summary>Bytes of blocks written to it over its life, as of the last unload.</summary>
    public long BytesWritten { get; }

    /// <summary>How often a cleaning cartridge can still be used; <see langword="null"/>: it is for data.</summary>
    public int? CleaningsLeft { get; }

    /// <summary>Makes a blank cartridge; one with the barcode of a cleaning cartridge is one (<see cref="CleaningCartridge"/>).</summary>
    /// <param name="directory">Where; made if it is not there, and must not hold a cartridge.</param>
    /// <param name="barcode">The barcode.</param>
    /// <param name="capacity">Bytes until the physical end; 0 for no end.</param>
    /// <param name="mediumType">The generation.</param>
    /// <param name="worm">Whether it can be written once only.</param>
    /// <exception cref="IOException">There is a cartridge already, or the directory cannot be written.</exception>
    public static VirtualCartridge Create(string directory, string barcode, long capacity, string mediumType = "LTO-8", bool worm = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(barcode);
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        if (File.Exists(System.IO.Path.Combine(directory, "cartridge.json")))
            throw new IOException($"There is a cartridge in '{directory}' already; it was left as it is.");

        Directory.CreateDirectory(directory);
        var description = new CartridgeDescription { Barcode = barcode, MediumType = mediumType, Capacity = capacity, Worm = worm, CleaningsLeft = CleaningCartridge.Is(barcode) ? CleaningCartridge.Uses : null };
        TapRecording.Open(directory, capacity, machineRestarted: false).Dispose();
        description.Write(directory);
        return new VirtualCartridge(directory, description);
    }

    /// <summary>Describes the cartridge in a directory as it is now.</summary>
    /// <exception cref="IOException">There is none, or its description cannot be read.</exception>
    public static VirtualCartridge Open(string directory) => new(directory, CartridgeDescription.Read(directory));

    /// <summary>Sets or clears the write-protect tab. A drive looks at it when it loads.</summary>
    /// <exception cref="DriveBusyException">The cartridge is in an open drive.</exception>
    public static void SetWriteProtect(string directory, bool isWriteProtected)
    {
        using var taken = TryLock(directory) ?? throw Busy(directory);
        (CartridgeDescription.Read(directory) with { WriteProtected = isWriteProtected }).Write(directory);
    }

    internal static FileLock? TryLock(string directory) => FileLock.TryTake(System.IO.Path.Combine(directory, "lock"));

    internal static DriveBusyException Busy(string directory) =>
        new($"The cartridge in '{directory}' is in use in a drive that this or another process has open. Nothing was changed; wait until it is given back.");
}
