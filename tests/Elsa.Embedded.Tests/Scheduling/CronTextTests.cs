using System.Globalization;
using Elsa.Scheduling.Services;
using Microsoft.Extensions.Time.Testing;

namespace Elsa.Embedded.Tests.Scheduling;

public sealed class CronTextTests
{
    // A Monday.
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("*/5 * * * * *", "2026-11-23 00:00:05")]
    [InlineData("30 4 * * 1", "2026-11-23 04:30:00")]
    [InlineData("0 9 * * 0", "2026-11-29 09:00:00")]
    [InlineData("0 9 * * 7", "2026-11-29 09:00:00")]
    [InlineData("0 9 * * SUN", "2026-11-29 09:00:00")]
    [InlineData("0 0 9 * * 1", "2026-11-23 09:00:00")]
    [InlineData("0 0 9 * * 5-7", "2026-11-27 09:00:00")]
    [InlineData("0 0 9 ? * 1", "2026-11-29 09:00:00")]
    [InlineData("0 0 9 ? * MON", "2026-11-23 09:00:00")]
    [InlineData("0 0 12 * * ? 2030", "2030-01-01 12:00:00")]
    [InlineData("0 0 12 * * 2 2030", "2030-01-07 12:00:00")]
    [InlineData("0 0 13 * 5", "2026-11-27 00:00:00")]
    [InlineData("0 0 L * *", "2026-11-30 00:00:00")]
    [InlineData("0 0 29 2 *", "2028-02-29 00:00:00")]
    [InlineData("  15,45   */6  *  *  *  ", "2026-11-23 00:15:00")]
    [InlineData("@daily", "2026-11-24 00:00:00")]
    [InlineData("@weekly", "2026-11-29 00:00:00")]
    [InlineData("CRON_TZ=Asia/Shanghai 0 9 * * *", "2026-11-23 01:00:00")]
    [InlineData("TZ=America/New_York @hourly", "2026-11-23 01:00:00")]
    public void An_expression_is_read_as_its_author_meant_it(string expression, string due)
    {
        var next = new CronosCronParser(new Clock(Start)).GetNextOccurrence(expression);
        Assert.Equal(due, next.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        Assert.Equal(TimeSpan.Zero, next.Offset);
    }

    [Theory]
    [InlineData("", "0 fields")]
    [InlineData(null, "0 fields")]
    [InlineData("* * * *", "4 fields")]
    [InlineData("* * * * * * * *", "8 fields")]
    [InlineData("60 * * * *", "between 0 and 59")]
    [InlineData("0 24 * * *", "between 0 and 23")]
    [InlineData("0 0 * * 8", "not a day of the week")]
    [InlineData("@reboot", "@REBOOT")]
    [InlineData("every night", "2 fields")]
    [InlineData("*/0 * * * *", "step")]
    [InlineData("CRON_TZ=Europe/Atlantis 0 9 * * *", "time zone 'Europe/Atlantis'")]
    [InlineData("CRON_TZ= 0 9 * * *", "time zone ''")]
    public void What_is_no_expression_is_told_so_with_the_reason(string? expression, string reason)
    {
        var failure = Assert.Throws<FormatException>(() => CronText.Parse(expression, TimeZoneInfo.Utc));
        Assert.StartsWith($"'{expression}' is not a cron expression: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(reason, failure.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("0 0 30 2 *")]
    [InlineData("0 0 31 4,6,9,11 *")]
    [InlineData("0 0 0 1 1 ? 2020")]
    public void A_day_that_never_comes_is_an_error_and_not_an_endless_search(string expression)
    {
        var failure = Assert.Throws<FormatException>(() => new CronosCronParser(new Clock(Start)).GetNextOccurrence(expression));
        Assert.Contains("never due", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Europe/Berlin", "30 2 * * *", "2026-03-29", "2026-03-29T03:00:00+02:00")]
    [InlineData("America/New_York", "30 2 * * *", "2026-03-08", "2026-03-08T03:00:00-04:00")]
    [InlineData("Australia/Lord_Howe", "15 2 * * *", "2026-10-04", "2026-10-04T02:30:00+11:00")]
    public void A_time_that_the_clocks_skip_is_due_when_the_gap_ends(string zone, string expression, string day, string due) =>
        Assert.Equal(DateTimeOffset.Parse(due, CultureInfo.InvariantCulture), Assert.Single(DueOn(zone, expression, day)));

    [Theory]
    [InlineData("Europe/Berlin", "30 2 * * *", "2026-10-25", "2026-10-25T02:30:00+02:00")]
    [InlineData("America/New_York", "30 1 * * *", "2026-11-01", "2026-11-01T01:30:00-04:00")]
    [InlineData("Australia/Lord_Howe", "45 1 * * *", "2026-04-05", "2026-04-05T01:45:00+11:00")]
    public void A_time_that_comes_twice_is_due_once(string zone, string expression, string day, string due) =>
        Assert.Equal(DateTimeOffset.Parse(due, CultureInfo.InvariantCulture), Assert.Single(DueOn(zone, expression, day)));

    private static IEnumerable<DateTimeOffset> DueOn(string zone, string expression, string day)
    {
        var cron = CronText.Parse($"CRON_TZ={zone} {expression}", TimeZoneInfo.Utc);
        var local = DateTime.Parse(day, CultureInfo.InvariantCulture);
        var info = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var from = new DateTimeOffset(local, info.GetUtcOffset(local)).AddSeconds(-1);
        var to = new DateTimeOffset(local.AddDays(1), info.GetUtcOffset(local.AddDays(1)));
        for (var next = cron.GetNextValidTimeAfter(from); next < to; next = cron.GetNextValidTimeAfter(next.Value))
            yield return next.Value;
    }

    private sealed class Clock(DateTimeOffset now) : Common.ISystemClock
    {
        public DateTimeOffset UtcNow => new FakeTimeProvider(now).GetUtcNow();
    }
}
