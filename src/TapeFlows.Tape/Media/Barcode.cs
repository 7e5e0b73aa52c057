namespace TapeFlows.Tape.Media;

/// <summary>LTO barcodes: six characters that name the volume, two that tell its generation (ISO/IEC 16388, LTO label specification).</summary>
public static class Barcode
{
    /// <summary>Characters that name the volume; also what fits in the volume identifier of a <c>VOL1</c> label.</summary>
    public const int VolumeLength = 6;

    /// <summary>Makes a barcode of a prefix and a number, for example <c>TF0001L8</c>.</summary>
    /// <param name="prefix">1 to 5 letters and digits.</param>
    /// <param name="number">The number; the rest of the six characters.</param>
    /// <param name="generation">The generation whose suffix it gets.</param>
    /// <param name="worm">Whether it gets the suffix of WORM cartridges.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number has more digits than there is room for.</exception>
    public static string Make(string prefix, int number, LtoGeneration generation, bool worm = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        var digits = VolumeLength - prefix.Length;
        if (number >= Math.Pow(10, digits))
            throw new ArgumentOutOfRangeException(nameof(number), number, $"After '{prefix}' there is room for {digits} digits only.");
        return prefix + number.ToString($"D{digits}") + (worm ? generation.WormSuffix : generation.DataSuffix);
    }

    /// <summary>Whether a text can be a cartridge's barcode here: 1 to 32 capital letters and digits, as it also names a directory.</summary>
    public static bool IsValid(string text) =>
        text.Length is >= 1 and <= 32 && text.All(character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character));
}
