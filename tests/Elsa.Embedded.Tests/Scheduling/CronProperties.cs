using System.Globalization;
using Elsa.Scheduling.Services;

namespace Elsa.Embedded.Tests.Scheduling;

/// <summary>What an expression is due at, against a look at every single minute.</summary>
public sealed class CronProperties
{
    private static readonly string[] Weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Asia/Shanghai")]
    public void It_is_due_exactly_at_the_minutes_that_fit_whatever_the_clocks_do(string zoneId)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        var changes = ChangesOf(zone);
        for (var seed = 0; seed < 250; seed++)
        {
            var random = new Random(seed);
            var crontab = Crontab.Any(random);
            var middle = changes.Count > 0 && random.Next(4) > 0
                ? changes[random.Next(changes.Count)]
                : new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(3 * 365 * 24 * 60));
            var from = middle.AddMinutes(-random.Next(2 * 24 * 60));
            var to = from.AddDays(3);

            Assert.True(
                Due(crontab.Text, zone, from, to).SequenceEqual(crontab.LookAtEveryMinute(zone, from, to)),
                $"seed {seed}: '{crontab.Text}' in {zoneId} from {from:O}");
        }
    }

    [Fact]
    public void Six_fields_are_the_five_of_a_crontab_after_a_second()
    {
        var from = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var crontab = Crontab.Any(random);
            var second = random.Next(60);
            var to = from.AddDays(2).AddSeconds(second);
            Assert.Equal(
                Due(crontab.Text, TimeZoneInfo.Utc, from, from.AddDays(2)).Select(x => x.AddSeconds(second)),
                Due(string.Create(CultureInfo.InvariantCulture, $"{second} {crontab.Text}"), TimeZoneInfo.Utc, from.AddSeconds(second), to));
        }
    }

    [Fact]
    public void Random_text_is_read_or_refused_by_name_and_never_hangs()
    {
        const string letters = "0123456789*/,-?LW#H@ ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        for (var seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => random.Next(3) == 0 ? ' ' : letters[random.Next(letters.Length)]));
            try
            {
                CronText.Parse(text, TimeZoneInfo.Utc).GetNextValidTimeAfter(DateTimeOffset.UnixEpoch);
            }
            catch (FormatException e)
            {
                Assert.Contains(text, e.Message, StringComparison.Ordinal);
            }
        }
    }

    private static IEnumerable<DateTimeOffset> Due(string text, TimeZoneInfo zone, DateTimeOffset from, DateTimeOffset to)
    {
        var cron = CronText.Parse(text, zone);
        for (var next = cron.GetNextValidTimeAfter(from); next <= to; next = cron.GetNextValidTimeAfter(next.Value))
            yield return next.Value.ToUniversalTime();
    }

    private static List<DateTimeOffset> ChangesOf(TimeZoneInfo zone)
    {
        var changes = new List<DateTimeOffset>();
        var end = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var at = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero); at < end; at = at.AddMinutes(30))
        {
            if (zone.GetUtcOffset(at) != zone.GetUtcOffset(at.AddMinutes(-30)))
                changes.Add(at);
        }

        return changes;
    }

    /// <summary>The fields of a crontab as the sets of values they stand for.</summary>
    private sealed class Crontab
    {
        private readonly Field _minutes;
        private readonly Field _hours;
        private readonly Field _days;
        private readonly Field _months;
        private readonly Field _weekdays;

        private Crontab(Random random)
        {
            _minutes = Field.Any(random, 0, 59);
            _hours = random.Next(2) == 0 ? Field.Value(random, 0, 4) : Field.Any(random, 0, 23);
            _days = random.Next(3) > 0 ? Field.Every(1, 31) : Field.Any(random, 1, 31);
            _months = random.Next(6) > 0 ? Field.Every(1, 12) : Field.Any(random, 1, 12);
            _weekdays = random.Next(3) > 0 ? Field.Every(0, 6) : random.Next(3) == 0 ? Field.Named(random, Weekdays) : Field.Any(random, 0, 7);
        }

        public string Text => $"{_minutes.Text} {_hours.Text} {_days.Text} {_months.Text} {_weekdays.Text}";

        public static Crontab Any(Random random) => new(random);

        public IEnumerable<DateTimeOffset> LookAtEveryMinute(TimeZoneInfo zone, DateTimeOffset from, DateTimeOffset to)
        {
            var isFixed = _minutes.IsPlain && _hours.IsPlain;
            var first = new DateTimeOffset(from.Ticks - (from.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero).AddMinutes(1);
            for (var at = first; at <= to; at = at.AddMinutes(1))
            {
                var local = TimeZoneInfo.ConvertTime(at, zone);
                var before = TimeZoneInfo.ConvertTime(at.AddMinutes(-1), zone).DateTime.AddMinutes(1);
                var skipped = Enumerable.Range(0, Math.Max(0, (int)(local.DateTime - before).TotalMinutes)).Any(x => Fits(before.AddMinutes(x)));
                var isSecondPass = zone.IsAmbiguousTime(local.DateTime) && local.Offset == zone.GetAmbiguousTimeOffsets(local.DateTime).Min();
                if (skipped || (Fits(local.DateTime) && !(isFixed && isSecondPass)))
                    yield return at;
            }
        }

        private bool Fits(DateTime local) =>
            _minutes.Holds(local.Minute) && _hours.Holds(local.Hour) && _months.Holds(local.Month) && FitsDay(local);

        private bool FitsDay(DateTime local)
        {
            var day = _days.Holds(local.Day);
            var weekday = _weekdays.Holds((int)local.DayOfWeek) || (local.DayOfWeek == DayOfWeek.Sunday && _weekdays.Holds(7));
            return _days.IsEvery ? weekday : _weekdays.IsEvery ? day : day || weekday;
        }
    }

    private sealed record Field(string Text, HashSet<int> Values, bool IsPlain = false)
    {
        public bool IsEvery => Text == "*";

        public bool Holds(int value) => Values.Contains(value);

        public static Field Every(int low, int high) => new("*", [.. Enumerable.Range(low, high - low + 1)]);

        public static Field Value(Random random, int low, int high)
        {
            var values = Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(low, high + 1)).ToHashSet();
            return new Field(string.Join(',', values), values, IsPlain: true);
        }

        public static Field Named(Random random, string[] names)
        {
            var value = random.Next(names.Length);
            return new Field(names[value], [value], IsPlain: true);
        }

        public static Field Any(Random random, int low, int high)
        {
            var (from, to) = (random.Next(low, high + 1), random.Next(low, high + 1));
            (from, to) = (Math.Min(from, to), Math.Max(from, to));
            var step = random.Next(1, Math.Max(2, (high - low) / 2));
            return random.Next(4) switch
            {
                0 => Every(low, high),
                1 => Value(random, low, high),
                2 => new Field($"{from}-{to}", [.. Enumerable.Range(from, to - from + 1)]),
                _ => new Field($"{from}-{to}/{step}", [.. Enumerable.Range(from, to - from + 1).Where(x => (x - from) % step == 0)]),
            };
        }
    }
}
