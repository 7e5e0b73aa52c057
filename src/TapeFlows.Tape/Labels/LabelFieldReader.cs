using System.Text;

namespace TapeFlows.Tape.Labels;

/// <summary>Takes the fields out of one label and refuses what the standard does not allow. Positions count from 1 and include both ends.</summary>
internal readonly ref struct LabelFieldReader
{
    private readonly ReadOnlySpan<byte> _label;

    public LabelFieldReader(ReadOnlySpan<byte> label)
    {
        if (label.Length != Label.Size)
            throw new LabelFormatException($"A label is {Label.Size} bytes long, not {label.Length}", 0);
        var foreign = label.IndexOfAnyExcept(LabelCharacters.All);
        if (foreign >= 0)
            throw new LabelFormatException($"Byte 0x{label[foreign]:X2} is not allowed in a label", foreign);
        _label = label;
    }

    public string Text(int first, int last) => Encoding.ASCII.GetString(_label[(first - 1)..last]).TrimEnd(' ');

    public char Character(int position) => (char)_label[position - 1];

    public int Number(int first, int last)
    {
        var value = 0;
        for (var place = first - 1; place < last; place++)
        {
            if (_label[place] is < (byte)'0' or > (byte)'9')
                throw new LabelFormatException($"'{(char)_label[place]}' is no digit", place);
            value = (value * 10) + _label[place] - '0';
        }

        return value;
    }

    public DateOnly? Date(int first)
    {
        var century = Character(first) switch
        {
            ' ' => 19,
            >= '0' and <= '8' and var digit => 20 + digit - '0',
            var other => throw new LabelFormatException($"'{other}' is no century", first - 1),
        };
        var year = (century * 100) + Number(first + 1, first + 2);
        var day = Number(first + 3, first + 5);
        if (year == 1900 && day == 0)
            return null;
        if (day < 1 || day > (DateTime.IsLeapYear(year) ? 366 : 365))
            throw new LabelFormatException($"The year {year} has no day {day}", first + 2);
        return new DateOnly(year, 1, 1).AddDays(day - 1);
    }

    public void Identifier(string expected)
    {
        if (!_label.StartsWith(Encoding.ASCII.GetBytes(expected)))
            throw new LabelFormatException($"'{Text(1, 4)}' stands where '{expected}' is expected", 0);
    }

    public void Reserved(int first, int last)
    {
        var used = _label[(first - 1)..last].IndexOfAnyExcept((byte)' ');
        if (used >= 0)
            throw new LabelFormatException("A field that the standard keeps for later is not blank", first - 1 + used);
    }
}
