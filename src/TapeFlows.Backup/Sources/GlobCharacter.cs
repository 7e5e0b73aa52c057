using System.Buffers;
using System.Text;

namespace TapeFlows.Backup.Sources;

/// <summary>
/// One character of a name or pattern: a Unicode character where the bytes are valid UTF-8, otherwise one byte. Bytes are numbered behind
/// all characters, so that they never meet one.
/// </summary>
internal static class GlobCharacter
{
    private const int FirstByte = 0x110000;

    /// <summary>The first character, and how many bytes it takes.</summary>
    public static int Read(ReadOnlySpan<byte> text, out int length)
    {
        if (text[0] < 0x80)
        {
            length = 1;
            return text[0];
        }

        if (Rune.DecodeFromUtf8(text, out var rune, out length) == OperationStatus.Done)
            return rune.Value;
        length = 1;
        return FirstByte + text[0];
    }
}
