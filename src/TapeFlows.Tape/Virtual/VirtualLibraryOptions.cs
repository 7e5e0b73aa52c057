using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Media;

namespace TapeFlows.Tape.Virtual;

/// <summary>The shape of a virtual library to be made.</summary>
public sealed record VirtualLibraryOptions
{
    private const int SmallestReserve = 128 * 1024;

    /// <summary>Storage slots, 1 to 10,000. Default 8.</summary>
    public int Slots { get; init; } = 8;

    /// <summary>Import/export slots, 0 to 100. Default 2.</summary>
    public int ImportExportSlots { get; init; } = 2;

    /// <summary>Drives, 1 to 100. Default 1.</summary>
    public int Drives { get; init; } = 1;

    /// <summary>Blank cartridges to begin with, in the first storage slots; <see langword="null"/>, the default, fills them all.</summary>
    public int? Cartridges { get; init; }

    /// <summary>The generation of its media, one of <see cref="LtoGeneration.All"/>. Default LTO-8.</summary>
    public string MediumType { get; init; } = "LTO-8";

    /// <summary>
    /// Bytes on a cartridge; <see langword="null"/>, the default, takes the native capacity of the generation. At least <see cref="MaxBlockSize"/> and
    /// 128 KiB.
    /// </summary>
    public long? Capacity { get; init; }

    /// <summary>The longest block its drives take, 512 bytes to 16 MiB less one byte. Default 1 MiB.</summary>
    public int MaxBlockSize { get; init; } = 1024 * 1024;

    /// <summary>How its barcodes begin: 1 to 5 letters and digits. Default <c>TF</c>, for <c>TF0001L8</c>.</summary>
    public string BarcodePrefix { get; init; } = "TF";

    /// <summary>Whether its drives take the time that drives of the generation take. Default no.</summary>
    public bool RealisticTiming { get; init; }

    internal LtoGeneration Generation =>
        LtoGeneration.Find(MediumType)
        ?? throw new VirtualLibraryException($"'{MediumType}' is no known medium type; known are {string.Join(", ", LtoGeneration.All.Select(known => known.Name))}.");

    internal long CapacityInUse => Capacity ?? Generation.NativeCapacity;

    internal void Validate()
    {
        Demand(Slots is >= 1 and <= 10_000, $"{Slots} storage slots: a library has 1 to 10,000.");
        Demand(ImportExportSlots is >= 0 and <= 100, $"{ImportExportSlots} import/export slots: a library has 0 to 100.");
        Demand(Drives is >= 1 and <= 100, $"{Drives} drives: a library has 1 to 100.");
        Demand(Cartridges is null || (Cartridges >= 0 && Cartridges <= Slots), $"{Cartridges} cartridges do not go into {Slots} storage slots.");
        Demand(MaxBlockSize is >= 512 and <= EmulatedDrive.LongestBlock, $"Block size {MaxBlockSize}: 512 to {EmulatedDrive.LongestBlock} bytes.");
        Demand(CapacityInUse >= (long)MaxBlockSize + SmallestReserve, $"Capacity {CapacityInUse} is too small for blocks of {MaxBlockSize} bytes: at least {MaxBlockSize + SmallestReserve}.");
        Demand(
            BarcodePrefix.Length is >= 1 and <= 5 && BarcodePrefix.All(character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character)),
            $"Barcode prefix '{BarcodePrefix}': 1 to 5 capital letters and digits.");
    }

    private static void Demand(bool condition, string otherwise)
    {
        if (!condition)
            throw new VirtualLibraryException(otherwise);
    }
}
