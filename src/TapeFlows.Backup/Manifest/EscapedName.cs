using System.Buffers;

namespace TapeFlows.Backup.Manifest;

/// <summary>
/// Names as one word of a shell's input: anything but letters, digits and some harmless signs is <c>\0ooo</c> in octal, which <c>printf %b</c> of every
/// POSIX shell turns back. The root is a dot.
/// </summary>
internal static class EscapedName
{
    private static readonly SearchValues<byte> Harmless =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._/,:@%+=~-"u8);

    /// <summary>Writes a name.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="name">Any bytes.</param>
    public static void Write(IBufferWriter<byte> destination, ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
            destination.Write("."u8);
        else if (!name.ContainsAnyExcept(Harmless))
            destination.Write(name);
        else
            foreach (var value in name)
                WriteByte(destination, value);
    }

    private static void WriteByte(IBufferWriter<byte> destination, byte value)
    {
        if (Harmless.Contains(value))
            destination.Write([value]);
        else
            destination.Write([(byte)'\\', (byte)'0', (byte)('0' + (value >> 6)), (byte)('0' + ((value >> 3) & 7)), (byte)('0' + (value & 7))]);
    }
}
