using System.Text;

namespace TapeFlows.Tape.Labels;

/// <summary>Fills the fields of one label. Positions count from 1 and include both ends, as the standard prints them.</summary>
internal readonly ref struct LabelFieldWriter
{
    private readonly Span<byte> _label;

    public LabelFieldWriter(Span<byte> destination)
    {
        _label = destination[..Label.Size];
        _label.Fill((byte)' ');
    }

    public void Text(int first, int last, string value)
    {
        if (value.Length > last - first + 1)
            throw new ArgumentException($"'{value}' does not fit in positions {first} to {last} of a label.");
        foreach (var character in value)
        {
            if (!LabelCharacters.Contains(character))
                throw new ArgumentException($"'{value}' has a character that ISO 1001 does not allow in a label.");
        }

        Encoding.ASCII.GetBytes(value, _label[(first - 1)..last]);
    }

    public void Number(int first, int last, long value) => Text(first, last, value.ToString($"D{last - first + 1}"));

    /// <summary>The standard's date: the century (blank for 19, 0 for 20 ...), the year, the day of the year.</summary>
    public void Date(int first, int last, DateOnly? date)
    {
        if (date is not { } day)
            Text(first, last, " 00000");
        else if (day.Year is < 1900 or > 2899)
            throw new ArgumentException($"The year {day.Year} does not fit in a label.");
        else
            Text(first, last, $"{(day.Year < 2000 ? " " : (day.Year / 100) - 20)}{day.Year % 100:D2}{day.DayOfYear:D3}");
    }
}
