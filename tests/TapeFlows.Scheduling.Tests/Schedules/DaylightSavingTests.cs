using TapeFlows.Scheduling.Schedules;

namespace TapeFlows.Scheduling.Tests.Schedules;

/// <summary>The rules of daylight saving by example, with dates that anybody can look up.</summary>
public sealed class DaylightSavingTests
{
    [Fact]
    public void A_time_that_does_not_exist_is_due_at_the_next_one_that_does()
    {
        // 29 March 2026: 02:00 becomes 03:00.
        var schedule = new DailySchedule(new TimeOnly(2, 30));
        Assert.Equal(
            [Zones.At("2026-03-28 02:30+01:00"), Zones.At("2026-03-29 03:00+02:00"), Zones.At("2026-03-30 02:30+02:00")],
            schedule.Preview(Zones.At("2026-03-28 00:00+01:00"), Zones.Berlin, 3));
    }

    [Fact]
    public void A_time_that_comes_twice_is_due_once_the_first_time()
    {
        // 25 October 2026: 03:00 becomes 02:00.
        var schedule = new DailySchedule(new TimeOnly(2, 30));
        Assert.Equal(
            [Zones.At("2026-10-25 02:30+02:00"), Zones.At("2026-10-26 02:30+01:00")],
            schedule.Preview(Zones.At("2026-10-25 00:00+02:00"), Zones.Berlin, 2));
        Assert.Equal(Zones.At("2026-10-26 02:30+01:00"), schedule.NextAfter(Zones.At("2026-10-25 02:30+02:00"), Zones.Berlin));
    }

    [Fact]
    public void Half_an_hour_is_skipped_on_Lord_Howe_Island()
    {
        // 4 October 2026: 02:00 becomes 02:30.
        Assert.Equal(Zones.At("2026-10-04 02:30+11:00"), new DailySchedule(new TimeOnly(2, 15)).NextAfter(Zones.At("2026-10-04 00:00+10:30"), Zones.LordHowe));
    }

    [Fact]
    public void A_day_that_a_country_skipped_is_made_up_for_at_its_end_and_not_twice()
    {
        // Samoa had no 30 December 2011.
        Assert.Equal(
            [Zones.At("2011-12-29 00:00-10:00"), Zones.At("2011-12-31 00:00+14:00"), Zones.At("2012-01-01 00:00+14:00")],
            new DailySchedule(default).Preview(Zones.At("2011-12-28 12:00-10:00"), Zones.Apia, 3));
    }

    [Theory]
    [InlineData("30 2 * * *", "2026-03-29 00:00+01:00", "2026-03-29 03:00+02:00", "2026-03-30 02:30+02:00")]
    [InlineData("30 2 * * *", "2026-10-25 00:00+02:00", "2026-10-25 02:30+02:00", "2026-10-26 02:30+01:00")]
    [InlineData("*/30 * * * *", "2026-10-25 02:15+02:00", "2026-10-25 02:30+02:00", "2026-10-25 02:00+01:00")]
    [InlineData("@daily", "2026-03-28 12:00+01:00", "2026-03-29 00:00+01:00", "2026-03-30 00:00+02:00")]
    public void Cron_follows_the_same_rules(string cron, string after, string first, string second)
    {
        Assert.Equal([Zones.At(first), Zones.At(second)], new CronSchedule(cron).Preview(Zones.At(after), Zones.Berlin, 2));
    }

    [Fact]
    public void An_interval_is_elapsed_time()
    {
        Assert.Equal(
            [Zones.At("2026-03-29 03:00+02:00"), Zones.At("2026-03-30 03:00+02:00")],
            new IntervalSchedule(24, IntervalUnit.Hours).Preview(Zones.At("2026-03-28 02:00+01:00"), Zones.Berlin, 2));
    }

    [Fact]
    public void A_preview_shows_the_offset_that_the_zone_has_then()
    {
        var planned = new MonthlySchedule(1, new TimeOnly(12, 0)).Preview(Zones.At("2026-03-01 12:00+01:00"), Zones.Berlin, 1);
        Assert.Equal(TimeSpan.FromHours(2), planned[0].Offset);
    }

    [Fact]
    public void The_calendar_has_an_end()
    {
        var last = new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);
        Assert.Null(new DailySchedule(new TimeOnly(12, 0)).NextAfter(last, TimeZoneInfo.Utc));
        Assert.Null(new WeeklySchedule([0], new TimeOnly(12, 0)).NextAfter(last, TimeZoneInfo.Utc));
        Assert.Null(new MonthlySchedule(1, new TimeOnly(12, 0)).NextAfter(last, TimeZoneInfo.Utc));
        Assert.Null(new YearlySchedule(1, 1, new TimeOnly(12, 0)).NextAfter(last, TimeZoneInfo.Utc));
        Assert.Null(new IntervalSchedule(1, IntervalUnit.Days).NextAfter(last, TimeZoneInfo.Utc));
    }
}
