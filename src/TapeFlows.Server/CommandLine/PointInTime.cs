using System.Globalization;

namespace TapeFlows.Server.CommandLine;

/// <summary>A moment as ISO 8601 writes it.</summary>
internal static class PointInTime
{
    private static readonly string[] Moments =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK",
    ];

    /// <summary>Reads a moment; without a zone it is local, a date alone means the end of that day.</summary>
    /// <param name="text">For example <c>2026-03-04T12:00</c>, <c>2026-03-04T12:00:00Z</c>, <c>2026-03-04</c>.</param>
    /// <param name="moment">The moment.</param>
    public static bool TryParse(string text, out DateTimeOffset moment)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
        {
            moment = new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Local)).AddTicks(-1);
            return true;
        }

        return DateTimeOffset.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out moment);
    }
}
