using System.Globalization;

namespace TapeFlows.Activities.Texts;

/// <summary>Numbers for people.</summary>
public static class Amount
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    /// <summary>Bytes with three significant digits, for example <c>1.21 GiB</c>.</summary>
    public static string OfBytes(double bytes)
    {
        var unit = 0;
        // 999.5 would be shown as 1000: the next unit is better.
        while (bytes >= 999.5 && unit < Units.Length - 1)
        {
            bytes /= 1024;
            unit++;
        }

        var format = unit == 0 || bytes >= 99.95 ? "0" : bytes >= 9.995 ? "0.0" : "0.00";
        return bytes.ToString(format, CultureInfo.InvariantCulture) + " " + Units[unit];
    }

    /// <summary>Bytes per second.</summary>
    public static string OfRate(double bytesPerSecond) => OfBytes(bytesPerSecond) + "/s";

    /// <summary>A count with thousands apart.</summary>
    public static string OfCount(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A count and its noun, for example <c>1 file</c>, <c>2 files</c>.</summary>
    public static string Of(long count, string noun, string? plural = null) => $"{OfCount(count)} {(count == 1 ? noun : plural ?? noun + "s")}";

    /// <summary>A duration: <c>0.4 s</c>, <c>12 s</c>, <c>03:21</c>, <c>1:03:21</c>.</summary>
    public static string OfTime(TimeSpan time) => time switch
    {
        { TotalSeconds: < 9.95 } => time.TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture),
        { TotalSeconds: < 59.5 } => time.TotalSeconds.ToString("0 s", CultureInfo.InvariantCulture),
        { TotalHours: < 1 } => time.ToString(@"mm\:ss", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}"),
    };

    /// <summary>A moment in the local time zone, to the second.</summary>
    public static string OfMoment(DateTimeOffset? moment) =>
        moment is { } given ? given.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "";
}
