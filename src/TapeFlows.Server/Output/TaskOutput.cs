using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using TapeFlows.Activities.Texts;
using TapeFlows.Scheduling;
using TapeFlows.Server.Api;
using TapeFlows.Server.Api.Tasks;

namespace TapeFlows.Server.Output;

/// <summary>Tasks and runs on the terminal; as JSON in the shapes of the API.</summary>
internal static class TaskOutput
{
    private static readonly JsonSerializerOptions Indented = new(ApiJson.Options) { WriteIndented = true };
    private static readonly string[] Days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    /// <summary>Writes a value as JSON.</summary>
    public static void Json<T>(Screen screen, T value)
    {
        screen.Out.WriteLine(JsonSerializer.Serialize(value, Indented));
        screen.Out.Flush();
    }

    public static void List(Screen screen, IReadOnlyList<TaskView> tasks)
    {
        var table = new Table().AddColumns("Name", "Status", "Schedule", "Next run", "Last run", "Runs", "Failed", "Procedure", "Id");
        foreach (var index in (int[])[5, 6])
            table.Columns[index].RightAligned();
        foreach (var task in tasks)
        {
            table.AddRow(Cells.Of(
                task.TaskName, Words.Of(task.Status), ScheduleOf(task), Amount.OfMoment(task.NextRunTime), Amount.OfMoment(task.LastRunTime),
                Amount.OfCount(task.TotalRuns), Amount.OfCount(task.FailureRuns), task.Procedure ?? "", task.Id));
        }

        screen.Show(table);
    }

    public static void Show(Screen screen, TaskView task)
    {
        var table = new Table().HideHeaders().AddColumns("", "");
        foreach (var (name, value) in Facts(task).Where(fact => fact.Value.Length > 0))
            table.AddRow(Cells.Of(name, value));
        screen.Show(table);
    }

    public static void Runs(Screen screen, IReadOnlyList<RunView> runs)
    {
        var table = new Table().AddColumns("Planned", "Started", "Took", "Status", "Trigger", "Attempt", "Task", "Run", "Remark");
        foreach (var run in runs)
        {
            table.AddRow(Cells.Of(
                Amount.OfMoment(run.PlannedAt), Amount.OfMoment(run.StartedAt), run.Duration is { } seconds ? Amount.OfTime(TimeSpan.FromSeconds(seconds)) : "", StatusOf(run), Words.Of(run.Trigger),
                Amount.OfCount(run.Attempt), run.TaskName, run.ExecutionId.ToString(), run.ErrorMessage ?? ""));
        }

        screen.Show(table);
    }

    /// <summary>Where a run stands, in a word.</summary>
    public static string StatusOf(RunView run) => run.Interrupted ? "interrupted" : Words.Of(run.Status);

    /// <summary>When a task is due, in few words.</summary>
    public static string ScheduleOf(TaskView task)
    {
        var config = task.ScheduleConfig;
        return task.ScheduleType switch
        {
            null => "by hand",
            "cron" => $"{config!["cron"]}",
            "daily" => $"daily {config!["time"]}",
            "weekly" => $"{DaysOf(config!["day_of_week"]!)} {config["time"]}",
            "monthly" => $"{((int)config!["day_of_month"]! == -1 ? "last day" : $"day {config["day_of_month"]}")} {config["time"]}",
            "yearly" => string.Create(CultureInfo.InvariantCulture, $"{(int)config!["month"]!:00}-{(int)config["day"]!:00} {config["time"]}"),
            "interval" => $"every {config!["interval"]} {config["unit"]}",
            "once" => $"once {config!["datetime"]}",
            var other => other,
        };
    }

    private static string DaysOf(System.Text.Json.Nodes.JsonNode days) =>
        days is System.Text.Json.Nodes.JsonArray list ? string.Join(',', list.Select(day => Days[(int)day!])) : Days[(int)days];

    private static IEnumerable<(string Name, string Value)> Facts(TaskView task) =>
    [
        ("Name", task.TaskName),
        ("Id", task.Id),
        ("Description", task.Description),
        ("Status", Words.Of(task.Status) + (task.Enabled ? "" : " (disabled)")),
        ("Origin", Words.Of(task.Origin)),
        ("Schedule", $"{ScheduleOf(task)}{(task.TimeZone is { } zone ? $" in {zone}" : "")}"),
        ("Next run", Amount.OfMoment(task.NextRunTime)),
        ("Procedure", $"{task.Procedure} {task.ActionConfig.ToJsonString(ApiJson.Options)}"),
        ("Priority", Words.Of(task.Priority)),
        ("Retries", string.Join(", ", task.RetryInterval.Select(seconds => $"{seconds} s"))),
        ("Time limits", string.Join(", ", new[] { task.MonitorTimeout is { } alert ? $"alert after {alert} s" : null, task.RunTimeout is { } most ? $"cancelled after {most} s" : null }.OfType<string>())),
        ("Missed, overlap", $"{Words.Of(task.OnMissed)}, {Words.Of(task.Overlap)}"),
        ("Depends on", string.Join(", ", task.DependsOn.Select(x => x.TaskId))),
        ("Runs", $"{Amount.OfCount(task.TotalRuns)}, {Amount.OfCount(task.SuccessRuns)} well, {Amount.OfCount(task.FailureRuns)} failed{(task.AverageDuration is { } mean ? $", {Amount.OfTime(TimeSpan.FromSeconds(mean))} each" : "")}"),
        ("Last run", Amount.OfMoment(task.LastRunTime)),
        ("Last success", Amount.OfMoment(task.LastSuccessTime)),
        ("Last failure", Amount.OfMoment(task.LastFailureTime)),
    ];
}
