namespace TapeFlows.Tape.Labels;

/// <summary>The labels <c>HDR1</c>, <c>EOF1</c> and <c>EOV1</c>: which file this is, and how long it is to be kept.</summary>
/// <param name="Position">Which of the three it is.</param>
/// <param name="FileIdentifier">Positions 5 to 21.</param>
/// <param name="FileSetIdentifier">Positions 22 to 27: the same for all files that belong together.</param>
/// <param name="FileSection">Positions 28 to 31: 1 on the volume where the file begins, one more on each further volume.</param>
/// <param name="FileSequence">Positions 32 to 35: the place of the file in its set.</param>
/// <param name="Created">Positions 42 to 47.</param>
/// <param name="Expires">Positions 48 to 53: the volume may be written over from here on; <see langword="null"/> when no date is given.</param>
/// <param name="BlockCount">Positions 55 to 60: data blocks of this section, modulo 1,000,000; 0 in a header.</param>
/// <param name="SystemCode">Positions 61 to 73: the software that wrote it.</param>
/// <param name="Generation">Positions 36 to 39.</param>
/// <param name="GenerationVersion">Positions 40 to 41.</param>
/// <param name="Accessibility">Position 54: a blank for no restriction.</param>
public sealed record FileLabel(
    LabelPosition Position,
    string FileIdentifier,
    string FileSetIdentifier,
    int FileSection,
    int FileSequence,
    DateOnly? Created,
    DateOnly? Expires,
    int BlockCount,
    string SystemCode,
    int Generation = 1,
    int GenerationVersion = 0,
    char Accessibility = ' ') : Label
{
    /// <inheritdoc/>
    public override string Identifier => Position.Prefix() + "1";

    /// <inheritdoc/>
    public override void Write(Span<byte> destination)
    {
        var fields = new LabelFieldWriter(destination);
        fields.Text(1, 4, Identifier);
        fields.Text(5, 21, FileIdentifier);
        fields.Text(22, 27, FileSetIdentifier);
        fields.Number(28, 31, FileSection);
        fields.Number(32, 35, FileSequence);
        fields.Number(36, 39, Generation);
        fields.Number(40, 41, GenerationVersion);
        fields.Date(42, 47, Created);
        fields.Date(48, 53, Expires);
        fields.Text(54, 54, Accessibility.ToString());
        fields.Number(55, 60, BlockCount);
        fields.Text(61, 73, SystemCode);
    }

    /// <summary>Reads the label.</summary>
    /// <exception cref="LabelFormatException">It is malformed.</exception>
    public static new FileLabel Parse(ReadOnlySpan<byte> source)
    {
        var fields = new LabelFieldReader(source);
        var position = LabelPositions.FromPrefix(fields.Text(1, 4).PadRight(4));
        if (position is null || fields.Character(4) != '1')
            throw new LabelFormatException($"'{fields.Text(1, 4)}' stands where HDR1, EOF1 or EOV1 is expected", 0);
        fields.Reserved(74, 80);
        return new FileLabel(
            position.Value, fields.Text(5, 21), fields.Text(22, 27), fields.Number(28, 31), fields.Number(32, 35),
            fields.Date(42), fields.Date(48), fields.Number(55, 60), fields.Text(61, 73),
            fields.Number(36, 39), fields.Number(40, 41), fields.Character(54));
    }
}
