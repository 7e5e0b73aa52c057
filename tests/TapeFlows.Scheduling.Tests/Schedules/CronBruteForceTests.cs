using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using TapeFlows.Scheduling.Schedules;

namespace TapeFlows.Scheduling.Tests.Schedules;

/// <summary>Cron against an independent reading of crontab(5) that looks at every minute.</summary>
public sealed class CronBruteForceTests
{
    private static readonly string[] Weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private static readonly Gen<Expression> AnyExpression =
        from minute in Field(0, 59)
        from hour in Field(0, 23)
        from day in Gen.Frequency((2, Gen.Constant(Part.Any)), (1, SomeDays(1, 31)))
        from month in Gen.Frequency((3, Gen.Constant(Part.Any)), (1, Gen.Choose(1, 12).Select(x => new Part($"{Text(x)},1", [x, 1]))))
        from weekday in Gen.Frequency((2, Gen.Constant(Part.Any)), (1, SomeDays(0, 7)), (1, Gen.Choose(0, 6).Select(x => new Part(Weekdays[x], [x]))))
        select new Expression(minute, hour, day, month, weekday);

    private static readonly Gen<DateTimeOffset> Moment =
        Gen.Choose(0, (int)(new DateTime(2090, 1, 1) - DateTime.UnixEpoch).TotalMinutes).Select(minutes => DateTimeOffset.UnixEpoch.AddMinutes(minutes));

    [Fact]
    public void Any_expression_of_five_fields_is_due_when_a_crontab_says() => Prop.ForAll(
        (from expression in AnyExpression from moment in Moment select (expression, moment)).ToArbitrary(),
        x => Assert.Equal(x.expression.NextAfter(x.moment), new CronSchedule(x.expression.ToString()).NextAfter(x.moment, TimeZoneInfo.Utc))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_sixth_field_in_front_counts_seconds() => Prop.ForAll(
        (from expression in AnyExpression from second in Gen.Choose(0, 59) from moment in Moment select (expression, second, moment)).ToArbitrary(),
        x => Assert.Equal(
            x.expression.NextAfter(x.moment).AddSeconds(x.second),
            new CronSchedule(string.Create(CultureInfo.InvariantCulture, $"{x.second} {x.expression}")).NextAfter(x.moment.AddSeconds(59), TimeZoneInfo.Utc))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_fixed_time_of_day_is_due_as_the_daily_schedule_of_that_time_in_every_zone() => Prop.ForAll(
        (from hour in Gen.Choose(0, 4) from minute in Gen.Elements(0, 15, 30) from zone in Gen.Elements(Zones.Berlin, Zones.NewYork, Zones.LordHowe, Zones.Shanghai) from moment in Moment
         select (Time: new TimeOnly(hour, minute), zone, moment)).ToArbitrary(),
        x =>
        {
            var cron = new CronSchedule(string.Create(CultureInfo.InvariantCulture, $"{x.Time.Minute} {x.Time.Hour} * * *"));
            Assert.Equal(new DailySchedule(x.Time).After(x.moment, x.zone).Take(400), cron.After(x.moment, x.zone).Take(400));
        }).QuickCheckThrowOnFailure();

    private static Gen<Part> Field(int least, int most) => Gen.OneOf(
        Gen.Constant(Part.Any),
        Gen.Choose(least, most).Select(x => new Part(Text(x), [x])),
        Gen.Choose(2, Math.Min(15, (most - least) / 2)).Select(step => new Part($"*/{Text(step)}", [.. Enumerable.Range(least, most - least + 1).Where(x => (x - least) % step == 0)])),
        from one in Gen.Choose(least, most) from other in Gen.Choose(least, most)
        select new Part($"{Text(Math.Min(one, other))}-{Text(Math.Max(one, other))}", [.. Enumerable.Range(Math.Min(one, other), Math.Abs(one - other) + 1)]),
        Gen.NonEmptyListOf(Gen.Choose(least, most)).Select(list => new Part(string.Join(',', list.Select(Text)), [.. list])));

    // Whether a field that allows every day counts as given, crontab(5) leaves open.
    private static Gen<Part> SomeDays(int least, int most) => Field(least, most).Where(part => part.Written == "*" || Enumerable.Range(1, Math.Min(most, 31) - 1).Any(day => !part.Has(day)));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A field as it is written, and the numbers that it allows; null: all.</summary>
    private sealed record Part(string Written, HashSet<int>? Allowed)
    {
        public static readonly Part Any = new("*", null);

        public bool Has(int number) => Allowed is null || Allowed.Contains(number);
    }

    private sealed record Expression(Part Minute, Part Hour, Part Day, Part Month, Part Weekday)
    {
        public override string ToString() => $"{Minute.Written} {Hour.Written} {Day.Written} {Month.Written} {Weekday.Written}";

        public DateTimeOffset NextAfter(DateTimeOffset moment)
        {
            var candidate = moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMinute)).AddMinutes(1);
            while (!IsDay(candidate))
                candidate = new DateTimeOffset(candidate.Date, TimeSpan.Zero).AddDays(1);
            while (!(Minute.Has(candidate.Minute) && Hour.Has(candidate.Hour) && IsDay(candidate)))
                candidate = IsDay(candidate) ? candidate.AddMinutes(1) : new DateTimeOffset(candidate.Date, TimeSpan.Zero).AddDays(1);
            return candidate;
        }

        private bool IsDay(DateTimeOffset moment)
        {
            if (!Month.Has(moment.Month))
                return false;
            var weekday = (int)moment.DayOfWeek;
            var isWeekday = Weekday.Has(weekday) || (weekday == 0 && Weekday.Has(7));
            var starred = Day.Written == "*" || Weekday.Written == "*";
            return starred ? Day.Has(moment.Day) && isWeekday : Day.Has(moment.Day) || isWeekday;
        }
    }
}
