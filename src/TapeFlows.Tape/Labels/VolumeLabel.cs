namespace TapeFlows.Tape.Labels;

/// <summary>The label <c>VOL1</c>: the first block of a volume.</summary>
/// <param name="VolumeIdentifier">Positions 5 to 10; here the first six characters of the barcode.</param>
/// <param name="ImplementationIdentifier">Positions 25 to 37: the software that wrote it.</param>
/// <param name="OwnerIdentifier">Positions 38 to 51.</param>
/// <param name="Accessibility">Position 11: a blank for no restriction.</param>
/// <param name="StandardVersion">Position 80: 4 for ISO 1001:1986, 3 for the version before.</param>
public sealed record VolumeLabel(
    string VolumeIdentifier,
    string ImplementationIdentifier,
    string OwnerIdentifier = "",
    char Accessibility = ' ',
    char StandardVersion = '4') : Label
{
    /// <inheritdoc/>
    public override string Identifier => "VOL1";

    /// <inheritdoc/>
    public override void Write(Span<byte> destination)
    {
        var fields = new LabelFieldWriter(destination);
        fields.Text(1, 4, Identifier);
        fields.Text(5, 10, VolumeIdentifier);
        fields.Text(11, 11, Accessibility.ToString());
        fields.Text(25, 37, ImplementationIdentifier);
        fields.Text(38, 51, OwnerIdentifier);
        fields.Text(80, 80, StandardVersion.ToString());
    }

    /// <summary>Reads the label.</summary>
    /// <exception cref="LabelFormatException">It is malformed.</exception>
    public static new VolumeLabel Parse(ReadOnlySpan<byte> source)
    {
        var fields = new LabelFieldReader(source);
        fields.Identifier("VOL1");
        fields.Reserved(12, 24);
        fields.Reserved(52, 79);
        if (fields.Character(80) is not ('3' or '4'))
            throw new LabelFormatException($"'{fields.Character(80)}' is no version of the label standard that can be read", 79);
        return new VolumeLabel(fields.Text(5, 10), fields.Text(25, 37), fields.Text(38, 51), fields.Character(11), fields.Character(80));
    }
}
