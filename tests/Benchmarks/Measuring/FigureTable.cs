using System.Globalization;

namespace TapeFlows.Benchmarks.Measuring;

/// <summary>The figures of a run, as one Markdown table.</summary>
internal sealed class FigureTable(Arguments arguments)
{
    private readonly List<Figure> _figures = [];

    public void Add(Figure figure)
    {
        _figures.Add(figure);
        Console.Error.WriteLine($"  {figure.Name}: {figure.Ours}, {figure.Reference}, {figure.Ratio} ({figure.Verdict})");
    }

    public void Print(TextWriter output)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(arguments.IsFull ? "Full" : "Short")} form, {Environment.ProcessorCount} processors, median of {arguments.Rounds}."));
        output.WriteLine();
        output.WriteLine("| figure | ours | reference | ratio | wanted | verdict |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var figure in _figures)
            output.WriteLine($"| {figure.Name} | {figure.Ours} | {figure.Reference} | {figure.Ratio} | {figure.Wanted} | {figure.Verdict} |");
    }
}

/// <summary>One line of the table.</summary>
internal sealed record Figure(string Name, string Ours, string Reference, string Ratio, string Wanted, string Verdict)
{
    /// <summary>Seconds against seconds.</summary>
    /// <param name="name">What was measured.</param>
    /// <param name="seconds">The two medians.</param>
    /// <param name="against">What the reference did.</param>
    /// <param name="wanted">The largest ratio that is good enough; <see langword="null"/>: it is only told.</param>
    public static Figure OfRatio(string name, (double Ours, double Reference) seconds, string against, double? wanted)
    {
        var ratio = seconds.Ours / seconds.Reference;
        return new Figure(
            name,
            string.Create(CultureInfo.InvariantCulture, $"{seconds.Ours:0.000} s"),
            string.Create(CultureInfo.InvariantCulture, $"{seconds.Reference:0.000} s ({against})"),
            string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00}"),
            wanted is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"at most {wanted:0.0}"),
            wanted is null ? "told" : ratio <= wanted ? "met" : "missed");
    }

    /// <summary>A value against a limit.</summary>
    public static Figure OfLimit(string name, double value, string unit, double? wanted, bool isLeast = false) => new(
        name,
        string.Create(CultureInfo.InvariantCulture, $"{value:#,0.###} {unit}"),
        "-",
        "-",
        wanted is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{(isLeast ? "at least" : "under")} {wanted:#,0.###} {unit}"),
        wanted is null ? "told" : (isLeast ? value >= wanted : value < wanted) ? "met" : "missed");
}
