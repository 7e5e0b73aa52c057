using System.CommandLine;
using Spectre.Console;
using TapeFlows.Activities.Texts;
using TapeFlows.Scheduling;
using TapeFlows.Server.Api.Tasks;
using TapeFlows.Server.Output;

namespace TapeFlows.Server.CommandLine;

/// <summary><c>tapeflows status</c>: what runs and what waits.</summary>
internal static class StatusCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var command = new Command("status", "Show what runs and what waits, with --server URL of a running server, otherwise of the data folder.");
        command.Does(globals, async (context, cancellationToken) =>
        {
            await using var tasks = await context.OpenTasksAsync(cancellationToken);
            var status = await tasks.StatusAsync(cancellationToken);
            if (context.Screen.IsJson)
                TaskOutput.Json(context.Screen, status);
            else
                Show(context.Screen, status);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Show(Screen screen, SchedulerView status)
    {
        screen.Out.WriteLine($"{(status.Running ? "Tasks are fired here." : "Tasks are not fired by this process.")} {Amount.Of(status.TotalTasks, "task")}, {Amount.OfCount(status.EnabledTasks)} enabled.");
        foreach (var node in status.Nodes.Where(node => node.LastSeenAt is not null))
            screen.Out.WriteLine($"Node {node.Id}{(node.IsThis ? " (this one)" : "")}, last seen {Amount.OfMoment(node.LastSeenAt)}");
        if (status.RunningExecutions.Count + status.Queue.Count == 0)
        {
            screen.Out.WriteLine("Nothing runs and nothing waits.");
            return;
        }

        var table = new Table().AddColumns("Status", "Task", "Priority", "Since", "Run", "Remark");
        foreach (var run in status.RunningExecutions.Concat(status.Queue))
            table.AddRow(Cells.Of(Words.Of(run.Status), run.TaskName, Words.Of(run.Priority), Amount.OfMoment(run.StartedAt ?? run.PlannedAt), run.ExecutionId.ToString(), run.ErrorMessage ?? ""));
        screen.Show(table);
    }
}
