using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace TapeFlows.Server.CommandLine;

/// <summary>The seven schedules as options, each in a short form of its own. Whether a time makes sense is said by who keeps the tasks.</summary>
internal sealed class ScheduleOptions
{
    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    private static readonly (char Letter, string Unit)[] Units = [('s', "seconds"), ('m', "minutes"), ('h', "hours"), ('d', "days")];

    private readonly Option<string?> _cron = new("--cron") { Description = "By a crontab's five fields, or six with seconds.", HelpName = "\"0 2 * * *\"" };
    private readonly Option<string?> _daily = new("--daily") { Description = "Every day.", HelpName = "02:00" };
    private readonly Option<string?> _weekly = new("--weekly") { Description = "On days of the week.", HelpName = "sat,sun@03:00" };
    private readonly Option<string?> _monthly = new("--monthly") { Description = "On a day of the month; 'last' is its last one.", HelpName = "31@02:00" };
    private readonly Option<string?> _yearly = new("--yearly") { Description = "On a day of the year, month first.", HelpName = "02-29@02:00" };
    private readonly Option<string?> _every = new("--every") { Description = "Again and again, so long after the last run: s, m, h or d.", HelpName = "30m" };
    private readonly Option<string?> _once = new("--once") { Description = "Once.", HelpName = "\"2026-12-25 14:30\"" };
    private readonly Option<bool> _byHand = new("--by-hand") { Description = "Without a schedule." };

    public Option<string?> TimeZone { get; } = new("--time-zone") { Description = "The zone of the schedule's clock. Default: the server's.", HelpName = "Europe/Berlin" };

    public void AddTo(Command command, bool withByHand = true)
    {
        foreach (var option in (Option<string?>[])[_cron, _daily, _weekly, _monthly, _yearly, _every, _once, TimeZone])
            command.Options.Add(option);
        if (withByHand)
            command.Options.Add(_byHand);
    }

    /// <summary>Writes what was typed into the body of a request.</summary>
    /// <returns>Whether anything was.</returns>
    /// <exception cref="UsageException">Two schedules were given, or one is in no form that is known.</exception>
    public bool Write(CommandContext context, JsonObject body)
    {
        if (context.Get(TimeZone) is { } zone)
            body["time_zone"] = zone;
        var given = new List<(string Type, JsonObject? Config)>();
        Add(context, _cron, given, "cron", text => new JsonObject { ["cron"] = text });
        Add(context, _daily, given, "daily", text => new JsonObject { ["time"] = text });
        Add(context, _weekly, given, "weekly", text => At(text, "--weekly", "sat,sun@03:00", day => new JsonObject { ["day_of_week"] = DaysOf(day) }));
        Add(context, _monthly, given, "monthly", text => At(text, "--monthly", "31@02:00", day => new JsonObject { ["day_of_month"] = day == "last" ? -1 : Number(day, "--monthly", "31@02:00") }));
        Add(context, _yearly, given, "yearly", text => At(text, "--yearly", "02-29@02:00", YearDay));
        Add(context, _every, given, "interval", Interval);
        Add(context, _once, given, "once", text => new JsonObject { ["datetime"] = text });
        if (context.Get(_byHand))
            given.Add(("", null));
        if (given.Count > 1)
            throw new UsageException("A task has one schedule: give only one of --cron, --daily, --weekly, --monthly, --yearly, --every, --once and --by-hand.");
        if (given.Count == 0)
            return false;
        (body["schedule_type"], body["schedule_config"]) = (given[0].Config is null ? null : given[0].Type, given[0].Config);
        return true;
    }

    private static void Add(CommandContext context, Option<string?> option, List<(string Type, JsonObject? Config)> given, string type, Func<string, JsonObject> read)
    {
        if (context.Get(option) is { } text)
            given.Add((type, read(text)));
    }

    private static JsonObject At(string text, string option, string example, Func<string, JsonObject> day)
    {
        if (text.Split('@') is not [var days, var time])
            throw Wrong(option, text, example);
        var config = day(days.Trim().ToLowerInvariant());
        config["time"] = time.Trim();
        return config;
    }

    private static JsonArray DaysOf(string text) =>
        [.. text.Split(',').Select(day => Array.FindIndex(Days, known => day.Trim().StartsWith(known, StringComparison.Ordinal)) is var index and >= 0 ? (JsonNode)index : throw Wrong("--weekly", text, "sat,sun@03:00"))];

    private static JsonObject YearDay(string text) => text.Split('-') is [var month, var day]
        ? new JsonObject { ["month"] = Number(month, "--yearly", "02-29@02:00"), ["day"] = Number(day, "--yearly", "02-29@02:00") }
        : throw Wrong("--yearly", text, "02-29@02:00");

    private static JsonObject Interval(string text)
    {
        var unit = Array.Find(Units, unit => text.EndsWith(unit.Letter)).Unit ?? throw Wrong("--every", text, "30m");
        return new JsonObject { ["interval"] = Number(text[..^1].Trim(), "--every", "30m"), ["unit"] = unit };
    }

    private static int Number(string text, string option, string example) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(option, text, example);

    private static UsageException Wrong(string option, string text, string example) => new($"{option} '{text}' is in no form that is known: write for example {example}.");
}
