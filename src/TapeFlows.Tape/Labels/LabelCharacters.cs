using System.Buffers;

namespace TapeFlows.Tape.Labels;

/// <summary>The characters that ISO 1001 allows in labels ("a-characters"): no small letters, so every system can read them.</summary>
internal static class LabelCharacters
{
    public static SearchValues<byte> All { get; } = SearchValues.Create(" !\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_"u8);

    public static bool Contains(char character) => character < 0x80 && All.Contains((byte)character);
}
