using System.Globalization;
using TapeFlows.Activities.Texts;
using TapeFlows.Backup.Streaming;
using TapeFlows.Server.Output;

namespace TapeFlows.Server.Progress;

/// <summary>Where a run stands, in one line.</summary>
internal static class ProgressLine
{
    private const int BarCells = 20;
    private const string Eighths = " ▏▎▍▌▋▊▉";

    /// <summary>For a terminal: a bar when the total is known, and as much behind it as fits.</summary>
    /// <param name="report">Where the run stands.</param>
    /// <param name="width">Columns.</param>
    public static string Live(ProgressReport report, int width)
    {
        var bar = Bar(report) is { } drawn ? drawn + " " : "";
        var line = bar + Facts(report, withMean: true);
        if (line.Length > width)
            line = bar + Facts(report, withMean: false);
        return line.Length <= width ? line : line[..width];
    }

    /// <summary>For a log: without a bar, with the elapsed time.</summary>
    public static string Plain(ProgressReport report) => $"{Amount.OfTime(report.Elapsed)}  {Facts(report, withMean: true)}";

    private static string Facts(ProgressReport report, bool withMean)
    {
        var facts = new List<string>
        {
            Amount.Of(report.Files, "file"),
            report.TotalBytes is { } total ? $"{Amount.OfBytes(report.Bytes)} of about {Amount.OfBytes(total)}" : Amount.OfBytes(report.Bytes),
            withMean ? $"{Amount.OfRate(report.BytesPerSecond)} (mean {Amount.OfRate(report.MeanBytesPerSecond)})" : Amount.OfRate(report.BytesPerSecond),
        };
        if (report.Remaining is { } remaining)
            facts.Add($"{Amount.OfTime(remaining)} left");
        if (report.Volume is { } volume)
            facts.Add(volume);
        facts.Add(string.Create(CultureInfo.InvariantCulture, $"buffer {report.BufferFill * 100:0}%"));
        if (report.Phase.Length > 0)
            facts.Insert(0, report.Phase);
        return string.Join("  ", facts);
    }

    private static string? Bar(ProgressReport report)
    {
        if (report.TotalBytes is not > 0)
            return null;
        // The total is an estimate from an earlier set: a bar that is full before the end would be a lie.
        var part = Math.Clamp((double)report.Bytes / report.TotalBytes.Value, 0, 0.99);
        var eighths = (int)(part * BarCells * 8);
        var full = new string('█', eighths / 8);
        var rest = Eighths[eighths % 8].ToString().Trim();
        return string.Create(CultureInfo.InvariantCulture, $"{(full + rest).PadRight(BarCells, '░')} {part * 100,3:0}%");
    }
}
