namespace TapeFlows.Tape.Labels;

/// <summary>The labels <c>HDR2</c>, <c>EOF2</c> and <c>EOV2</c>: how the data is cut into blocks and records.</summary>
/// <param name="Position">Which of the three it is.</param>
/// <param name="RecordFormat">Position 5: F for records of one length, D for variable ones, S for spanned ones.</param>
/// <param name="BlockLength">Positions 6 to 10: bytes of the longest block; 0 when it has more than five digits.</param>
/// <param name="RecordLength">Positions 11 to 15: bytes of a record.</param>
/// <param name="OffsetLength">Positions 51 and 52: bytes before the first record of a block.</param>
public sealed record FormatLabel(LabelPosition Position, char RecordFormat, int BlockLength, int RecordLength, int OffsetLength = 0) : Label
{
    /// <inheritdoc/>
    public override string Identifier => Position.Prefix() + "2";

    /// <inheritdoc/>
    public override void Write(Span<byte> destination)
    {
        var fields = new LabelFieldWriter(destination);
        fields.Text(1, 4, Identifier);
        fields.Text(5, 5, RecordFormat.ToString());
        fields.Number(6, 10, BlockLength);
        fields.Number(11, 15, RecordLength);
        fields.Number(51, 52, OffsetLength);
    }

    /// <summary>Reads the label. Positions 16 to 50 belong to whoever wrote it and are not looked at.</summary>
    /// <exception cref="LabelFormatException">It is malformed.</exception>
    public static new FormatLabel Parse(ReadOnlySpan<byte> source)
    {
        var fields = new LabelFieldReader(source);
        var position = LabelPositions.FromPrefix(fields.Text(1, 4).PadRight(4));
        if (position is null || fields.Character(4) != '2')
            throw new LabelFormatException($"'{fields.Text(1, 4)}' stands where HDR2, EOF2 or EOV2 is expected", 0);
        if (fields.Character(5) is not ('F' or 'D' or 'S' or 'U'))
            throw new LabelFormatException($"'{fields.Character(5)}' is no record format", 4);
        fields.Reserved(53, 80);
        return new FormatLabel(position.Value, fields.Character(5), fields.Number(6, 10), fields.Number(11, 15), fields.Number(51, 52));
    }
}
