using System.Buffers;
using System.Globalization;
using System.Text;

namespace TapeFlows.Backup;

/// <summary>
/// Names as text and back, without loss: what is valid, printable UTF-8 stays, any other byte becomes <c>\xNN</c> and a backslash <c>\\</c>.
/// Safe to print on a terminal, and exact in JSON.
/// </summary>
public static class PathText
{
    /// <summary>Bytes to text.</summary>
    /// <param name="path">Any bytes.</param>
    public static string ToDisplay(ReadOnlySpan<byte> path)
    {
        var text = new StringBuilder(path.Length);
        while (!path.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(path, out var rune, out var used);
            if (status == OperationStatus.Done && !Rune.IsControl(rune) && rune.Value != '\\')
                text.Append(rune.ToString());
            else if (status == OperationStatus.Done && rune.Value == '\\')
                text.Append(@"\\");
            else
                foreach (var value in path[..used])
                    text.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
            path = path[used..];
        }

        return text.ToString();
    }

    /// <summary>Text to bytes, the exact reverse of <see cref="ToDisplay"/>.</summary>
    /// <param name="text">What <see cref="ToDisplay"/> made; a backslash that starts no escape stands for itself.</param>
    public static byte[] FromDisplay(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
            return Encoding.UTF8.GetBytes(text);
        var bytes = new ArrayBufferWriter<byte>(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] == '\\')
            {
                bytes.Write("\\"u8);
                i += 2;
            }
            else if (text[i] == '\\' && i + 3 < text.Length && text[i + 1] == 'x'
                && byte.TryParse(text.AsSpan(i + 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes.Write([value]);
                i += 4;
            }
            else
            {
                var end = i + (char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1);
                bytes.Write(Encoding.UTF8.GetBytes(text[i..end]));
                i = end;
            }
        }

        return bytes.WrittenSpan.ToArray();
    }
}
