namespace TapeFlows.Tape.Labels;

/// <summary>The labels <c>UHL</c> and <c>UTL</c>: 76 characters for whoever wrote the file.</summary>
/// <param name="IsTrailer">Whether it stands behind the data.</param>
/// <param name="Number">Position 4: a character that tells them apart; here 1 to 9, then A to Z.</param>
/// <param name="Text">Positions 5 to 80.</param>
public sealed record UserLabel(bool IsTrailer, char Number, string Text) : Label
{
    /// <summary>Characters of its text.</summary>
    public const int TextLength = 76;

    /// <inheritdoc/>
    public override string Identifier => (IsTrailer ? "UTL" : "UHL") + Number;

    /// <inheritdoc/>
    public override void Write(Span<byte> destination)
    {
        var fields = new LabelFieldWriter(destination);
        fields.Text(1, 4, Identifier);
        fields.Text(5, 80, Text);
    }

    /// <summary>Reads the label.</summary>
    /// <exception cref="LabelFormatException">It is malformed.</exception>
    public static new UserLabel Parse(ReadOnlySpan<byte> source)
    {
        var fields = new LabelFieldReader(source);
        if (fields.Text(1, 3) is not ("UHL" or "UTL"))
            throw new LabelFormatException($"'{fields.Text(1, 4)}' stands where UHL or UTL is expected", 0);
        return new UserLabel(fields.Character(2) == 'T', fields.Character(4), fields.Text(5, 80));
    }
}
