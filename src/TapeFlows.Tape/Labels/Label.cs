using System.Text;

namespace TapeFlows.Tape.Labels;

/// <summary>One label of ISO 1001 (ECMA-13, ANSI X3.27): an 80-byte record that is a tape block of its own.</summary>
public abstract record Label
{
    /// <summary>Bytes of a label.</summary>
    public const int Size = 80;

    /// <summary>The four characters it begins with, for example <c>HDR1</c>.</summary>
    public abstract string Identifier { get; }

    /// <summary>Writes the label.</summary>
    /// <param name="destination">At least <see cref="Size"/> bytes.</param>
    /// <exception cref="ArgumentException">A value does not fit its field or has characters that the standard does not allow.</exception>
    public abstract void Write(Span<byte> destination);

    /// <summary>Reads any label that this software knows.</summary>
    /// <exception cref="LabelFormatException">It is malformed, or of another kind.</exception>
    public static Label Parse(ReadOnlySpan<byte> source)
    {
        if (source.Length != Size)
            throw new LabelFormatException($"A label is {Size} bytes long, not {source.Length}", 0);
        return Encoding.ASCII.GetString(source[..4]) switch
        {
            "VOL1" => VolumeLabel.Parse(source),
            "HDR1" or "EOF1" or "EOV1" => FileLabel.Parse(source),
            "HDR2" or "EOF2" or "EOV2" => FormatLabel.Parse(source),
            ['U', 'H' or 'T', 'L', _] => UserLabel.Parse(source),
            _ => throw new LabelFormatException("It does not begin as any known label does", 0),
        };
    }
}

/// <summary>Where in a file a file label stands.</summary>
public enum LabelPosition
{
    /// <summary>Before the data: <c>HDR</c>, <c>UHL</c>.</summary>
    Header,

    /// <summary>Behind the data: <c>EOF</c>, <c>UTL</c>.</summary>
    EndOfFile,

    /// <summary>Behind the last data on this volume, with more on the next: <c>EOV</c>, <c>UTL</c>.</summary>
    EndOfVolume,
}

internal static class LabelPositions
{
    public static string Prefix(this LabelPosition position) => position switch
    {
        LabelPosition.Header => "HDR",
        LabelPosition.EndOfFile => "EOF",
        _ => "EOV",
    };

    public static LabelPosition? FromPrefix(string identifier) => identifier[..3] switch
    {
        "HDR" => LabelPosition.Header,
        "EOF" => LabelPosition.EndOfFile,
        "EOV" => LabelPosition.EndOfVolume,
        _ => null,
    };
}
