using System.CommandLine;
using Spectre.Console;
using TapeFlows.Activities.Texts;
using TapeFlows.Scheduling;
using TapeFlows.Scheduling.Tasks;
using TapeFlows.Server.Api.Tasks;
using TapeFlows.Server.Client;
using TapeFlows.Server.Output;

namespace TapeFlows.Server.CommandLine;

/// <summary><c>tapeflows status</c>: what runs, what waits and what comes next.</summary>
internal static class StatusCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var command = new Command("status", "Show what runs, what waits and what comes next, with --server URL of a running server, otherwise of the data folder.");
        command.Does(globals, async (context, cancellationToken) =>
        {
            await using var tasks = await context.OpenTasksAsync(cancellationToken);
            var status = await tasks.StatusAsync(cancellationToken);
            if (context.Screen.IsJson)
                TaskOutput.Json(context.Screen, status);
            else
                Show(context.Screen, status, isServer: tasks is not EmbeddedTasks);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Show(Screen screen, SchedulerView status, bool isServer)
    {
        screen.Out.WriteLine($"{FiredBy(status, isServer)} {Amount.Of(status.TotalTasks, "task")}, {Amount.OfCount(status.EnabledTasks)} enabled.");
        foreach (var node in status.Nodes.Where(node => node.LastSeenAt is not null))
            screen.Out.WriteLine($"Node {node.Id}{(node.IsThis ? " (this one)" : "")}, last seen {Amount.OfMoment(node.LastSeenAt)}");
        if (status.RunningExecutions.Count + status.Queue.Count == 0)
            screen.Out.WriteLine("Nothing runs and nothing waits.");
        else
            ShowRuns(screen, status);
        if (status.NextRuns.Count > 0)
            ShowNext(screen, status.NextRuns);
    }

    private static string FiredBy(SchedulerView status, bool isServer) => (isServer, status.Running) switch
    {
        (true, true) => "Tasks are fired here.",
        (true, false) => "This server does not fire tasks at the moment.",
        (false, true) => "A server works with this data folder and fires its tasks.",
        (false, false) => "No server works with this data folder: nothing is fired until 'tapeflows serve' starts.",
    };

    private static void ShowRuns(Screen screen, SchedulerView status)
    {
        var table = new Table().AddColumns("Status", "Task", "Priority", "Since", "Run", "Remark");
        foreach (var run in status.RunningExecutions.Concat(status.Queue))
            table.AddRow(Cells.Of(TaskOutput.StatusOf(run), run.TaskName, Words.Of(run.Priority), Amount.OfMoment(run.StartedAt ?? run.PlannedAt), run.ExecutionId.ToString(), run.ErrorMessage ?? ""));
        screen.Show(table);
    }

    private static void ShowNext(Screen screen, IReadOnlyList<NextRun> next)
    {
        var table = new Table().AddColumns("Next run", "Task");
        foreach (var one in next)
            table.AddRow(Cells.Of(Amount.OfMoment(one.NextRunTime), one.TaskName));
        screen.Show(table);
    }
}
