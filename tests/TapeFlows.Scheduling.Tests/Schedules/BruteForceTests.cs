using FsCheck;
using FsCheck.Fluent;
using TapeFlows.Scheduling.Schedules;

namespace TapeFlows.Scheduling.Tests.Schedules;

/// <summary>Schedules by the calendar against one that looks at every day and every minute.</summary>
public sealed class BruteForceTests
{
    private static readonly Gen<DateTimeOffset> Moment =
        from minutes in Gen.Choose(0, (int)(new DateTime(2100, 1, 1) - DateTime.UnixEpoch).TotalMinutes)
        from seconds in Gen.Choose(0, 59)
        select DateTimeOffset.UnixEpoch.AddMinutes(minutes).AddSeconds(seconds);

    // The hours in which the clocks of these zones change are as likely as all others together.
    private static readonly Gen<TimeOnly> Time =
        from hour in Gen.OneOf(Gen.Choose(0, 3), Gen.Choose(0, 23))
        from minute in Gen.Elements(0, 1, 15, 30, 59)
        select new TimeOnly(hour, minute);

    private static readonly Gen<TimeZoneInfo> Zone = Gen.Elements(Zones.All);

    [Fact]
    public void Daily_is_due_on_every_day() => Check(from time in Time select new Case(new DailySchedule(time), _ => true, time));

    [Fact]
    public void Weekly_is_due_on_its_days() => Check(
        from days in Gen.NonEmptyListOf(Gen.Choose(0, 6))
        from time in Time
        select new Case(new WeeklySchedule(days, time), day => days.Contains(MondayFirst(day)), time));

    [Fact]
    public void Monthly_is_due_on_its_day_or_the_last_one() => Check(
        from day in Gen.Elements([-1, .. Enumerable.Range(1, 31)])
        from time in Time
        select new Case(new MonthlySchedule(day, time), date => IsDayOrLast(date, day == -1 ? 31 : day), time));

    [Fact]
    public void Yearly_is_due_on_its_day_or_the_last_one_of_the_month() => Check(
        from month in Gen.OneOf(Gen.Constant(2), Gen.Choose(1, 12))
        from day in Gen.Choose(1, DateTime.DaysInMonth(2000, month))
        from time in Time
        select new Case(new YearlySchedule(month, day, time), date => date.Month == month && IsDayOrLast(date, day), time));

    [Fact]
    public void Once_is_due_at_its_time_and_never_again() => Prop.ForAll(
        (from at in Moment from time in Time from zone in Zone select (Local: at.Date.Add(time.ToTimeSpan()), Zone: zone)).ToArbitrary(),
        x =>
        {
            var expected = Zones.FirstMinuteFrom(x.Local, x.Zone);
            var schedule = new OnceSchedule(x.Local);
            Assert.Equal(expected, schedule.NextAfter(expected.AddSeconds(-1), x.Zone));
            Assert.Null(schedule.NextAfter(expected, x.Zone));
        }).QuickCheckThrowOnFailure();

    private static void Check(Gen<Case> cases) => Prop.ForAll(
        (from one in cases from moment in Moment from near in Gen.Choose(0, 2) from zone in Zone select (one, zone, After: near == 0 ? NearChange(moment, zone) : moment)).ToArbitrary(),
        x => Assert.Equal(Expected(x.one, x.After, x.zone), x.one.Schedule.NextAfter(x.After, x.zone))).QuickCheckThrowOnFailure();

    private static DateTimeOffset Expected(Case one, DateTimeOffset after, TimeZoneInfo zone)
    {
        for (var day = TimeZoneInfo.ConvertTime(after, zone).Date.AddDays(-2); ; day = day.AddDays(1))
        {
            if (!one.IsDue(day))
                continue;
            var planned = Zones.FirstMinuteFrom(day.Add(one.Time.ToTimeSpan()), zone);
            if (planned > after)
                return planned;
        }
    }

    /// <summary>A moment in the day around the next change of the clocks, or the same one where they never change.</summary>
    private static DateTimeOffset NearChange(DateTimeOffset moment, TimeZoneInfo zone)
    {
        var offset = zone.GetUtcOffset(moment);
        for (var i = 1; i < 800; i++)
        {
            if (zone.GetUtcOffset(moment.AddHours(12 * i)) != offset)
                return moment.AddHours(12 * (i - 1));
        }

        return moment;
    }

    private static int MondayFirst(DateTime day) => day.DayOfWeek == DayOfWeek.Sunday ? 6 : (int)day.DayOfWeek - 1;

    private static bool IsDayOrLast(DateTime date, int day) => date.Day == day || (date.Day < day && date.AddDays(1).Day == 1);

    private sealed record Case(Schedule Schedule, Func<DateTime, bool> IsDue, TimeOnly Time)
    {
        public override string ToString() => $"{Schedule.Type} {Schedule.ToConfig().ToJsonString()}";
    }
}
