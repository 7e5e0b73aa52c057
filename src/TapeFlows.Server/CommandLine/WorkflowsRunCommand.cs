using System.CommandLine;
using Elsa.Workflows;
using TapeFlows.Activities.Texts;
using TapeFlows.Server.Output;
using TapeFlows.Server.Procedures;
using TapeFlows.Server.Progress;

namespace TapeFlows.Server.CommandLine;

/// <summary><c>tapeflows workflows run ID</c></summary>
internal static class WorkflowsRunCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var id = WorkflowsCommand.Id();
        var input = Choices.Many("--input", "The value of an input. May be repeated; a list takes one value each time, or JSON.", "NAME=VALUE");
        var command = new Command("run", "Run the published version of a workflow and follow its journal.");
        command.Arguments.Add(id);
        command.Options.Add(input);
        command.Does(globals, async (context, cancellationToken) =>
        {
            await using var station = await context.OpenAsync(cancellationToken);
            using var progress = new ProgressDisplay(context.Screen);
            var end = await new ProcedureRunner(station, context.Screen, context.Log).RunAsync(
                context.Get(id)!, version => WorkflowInputs.Read(version, context.Get(input)!), progress, new JournalFollower(context.Screen), cancellationToken);
            progress.End();
            return Show(context.Screen, SummaryOf(end, station.Clock));
        });
        return command;
    }

    private static WorkflowRunSummary SummaryOf(ProcedureEnd end, TimeProvider clock)
    {
        var isWaiting = end.Response.SubStatus == WorkflowSubStatus.Suspended;
        string[] waitingFor = isWaiting ? [.. end.Response.Bookmarks.Select(WaitingFor.Words).Distinct(StringComparer.Ordinal)] : [];
        var incidents = end.Response.Incidents.Select(incident => incident.Message).ToArray();
        return new WorkflowRunSummary
        {
            Workflow = end.Name,
            Version = end.Version,
            RunId = end.Run.Id,
            Status = isWaiting ? "waiting" : end.Fault is not null ? "failed" : incidents.Length + end.Run.Failures.Count > 0 ? "warnings" : "ok",
            Outputs = end.Response.Output?.ToDictionary(output => output.Key, output => JsonOutput.Free(output.Value), StringComparer.Ordinal) ?? [],
            Warnings = isWaiting
                ? [$"The workflow waits for {string.Join(", and for ", waitingFor.DefaultIfEmpty("its own work in the background"))}. It goes on when that comes while 'tapeflows serve' runs.", .. incidents]
                : end.Fault is null ? [.. incidents, .. end.Run.Failures] : [],
            Errors = isWaiting || end.Fault is null ? [] : [.. incidents.DefaultIfEmpty(end.Fault)],
            WaitingFor = waitingFor,
            Seconds = Math.Round((clock.GetUtcNow() - end.Run.StartedAt).TotalSeconds, 3),
        };
    }

    private static int Show(Screen screen, WorkflowRunSummary summary)
    {
        foreach (var warning in summary.Warnings)
            screen.Warn(warning);
        foreach (var error in summary.Errors)
            screen.Fail(error);
        if (screen.IsJson)
        {
            JsonOutput.Write(screen, summary);
        }
        else
        {
            screen.Out.WriteLine($"{summary.Workflow} version {summary.Version}: {summary.Status} after {Amount.OfTime(TimeSpan.FromSeconds(summary.Seconds))} (run {summary.RunId})");
            foreach (var (name, value) in summary.Outputs)
                screen.Out.WriteLine($"  {name} = {value?.ToString() ?? ""}");
        }

        return summary.Status switch { "ok" => ExitCode.Ok, "warnings" or "waiting" => ExitCode.Warnings, _ => ExitCode.Failed };
    }
}
