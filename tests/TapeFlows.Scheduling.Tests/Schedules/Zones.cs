namespace TapeFlows.Scheduling.Tests.Schedules;

/// <summary>Time zones of every kind: an hour in summer north and south, half an hour, none any more, none ever, a day that was skipped.</summary>
internal static class Zones
{
    public static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    public static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
    public static readonly TimeZoneInfo LordHowe = TimeZoneInfo.FindSystemTimeZoneById("Australia/Lord_Howe");
    public static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    public static readonly TimeZoneInfo Apia = TimeZoneInfo.FindSystemTimeZoneById("Pacific/Apia");

    public static readonly TimeZoneInfo[] All = [Berlin, NewYork, LordHowe, Shanghai, Apia, TimeZoneInfo.Utc];

    /// <summary>The first minute at which the clock on the wall shows a time or a later one, found by looking at each minute of the days around it.</summary>
    public static DateTimeOffset FirstMinuteFrom(DateTime local, TimeZoneInfo zone)
    {
        var moment = new DateTimeOffset(local, TimeSpan.Zero).AddHours(-15);
        while (TimeZoneInfo.ConvertTime(moment, zone).DateTime < local)
            moment = moment.AddMinutes(1);
        return moment;
    }

    /// <summary>A point in time by the offset that the zone has then.</summary>
    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
