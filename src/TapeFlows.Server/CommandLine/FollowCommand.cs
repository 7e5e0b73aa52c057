using System.CommandLine;
using System.Text.Json;
using TapeFlows.Backup.Streaming;
using TapeFlows.Operations;
using TapeFlows.Scheduling;
using TapeFlows.Scheduling.Runs;
using TapeFlows.Server.Api;
using TapeFlows.Server.Api.Operations;
using TapeFlows.Server.Api.Tasks;
using TapeFlows.Server.Client;
using TapeFlows.Server.Output;
using TapeFlows.Server.Progress;

namespace TapeFlows.Server.CommandLine;

/// <summary><c>tapeflows follow</c>: a run or an operation as it goes, up to its end.</summary>
internal static class FollowCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var id = new Argument<Guid>("ID") { Description = "A run, as 'tasks run' and 'tasks logs' name it, or an operation." };
        var command = new Command("follow", "Follow a run or an operation to its end, with --server URL of a running server, otherwise of the data folder: 0 when it ended well, 1 with something to know, 2 when it failed.");
        command.Arguments.Add(id);
        command.Does(globals, async (context, cancellationToken) =>
        {
            await using var tasks = await context.OpenTasksAsync(cancellationToken);
            using var progress = new ProgressDisplay(context.Screen);
            var teller = new FollowTeller(context.Screen, progress);
            if (tasks is EmbeddedTasks && !(await tasks.StatusAsync(cancellationToken)).Running)
                context.Screen.Tell("No server works with this data folder: what has not ended waits until 'tapeflows serve' starts.");
            await foreach (var (type, data) in tasks.FollowAsync(context.Get(id), cancellationToken))
                teller.Hear(type, data);
            return teller.End();
        });
        return command;
    }
}

/// <summary>Tells what events say: progress as it goes, each operation as it begins and ends, and the end of all.</summary>
internal sealed class FollowTeller(Screen screen, ProgressDisplay progress)
{
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private JsonElement _last;
    private int _exitCode = ExitCode.Failed;

    public void Hear(string type, JsonElement data)
    {
        if (type == "run")
            Hear(data, data.Deserialize<RunView>(ApiJson.Options)!);
        else
            Hear(data, data.Deserialize<OperationView>(ApiJson.Options)!);
    }

    /// <summary>The end: the last state as JSON where that is wanted.</summary>
    public int End()
    {
        progress.End();
        if (screen.IsJson && _last.ValueKind != JsonValueKind.Undefined)
            TaskOutput.Json(screen, _last);
        return _exitCode;
    }

    private void Hear(JsonElement data, RunView run)
    {
        _last = data;
        if (_told.Add($"{run.ExecutionId} {run.Status} {run.ErrorMessage}"))
            screen.Tell($"{run.TaskName}: {TaskOutput.StatusOf(run)}{(run.ErrorMessage is { Length: > 0 } why ? $": {why}" : "")}");
        if (run.Status > RunStatus.Running)
            _exitCode = run.Status switch { RunStatus.Success => ExitCode.Ok, RunStatus.Skipped => ExitCode.Warnings, _ => ExitCode.Failed };
    }

    private void Hear(JsonElement data, OperationView operation)
    {
        if (_last.ValueKind == JsonValueKind.Undefined || _last.TryGetProperty("kind", out _))
            (_last, _exitCode) = (data, operation.State == OperationState.Succeeded ? operation.Outcome == "done" ? ExitCode.Ok : ExitCode.Warnings : ExitCode.Failed);
        if (operation is { State: OperationState.Running, Phase: not null })
            progress.Report(ReportOf(operation));
        if (_told.Add($"{operation.Id} {operation.State}"))
            screen.Tell($"{Words.Of(operation.Kind)}{(operation.Volume is { } volume ? $" {volume}" : "")}: {Words.Of(operation.State)}{(operation.Problem is { Length: > 0 } why ? $": {why}" : "")}");
    }

    private static ProgressReport ReportOf(OperationView operation)
    {
        var elapsed = operation.StartedAt is { } started ? DateTimeOffset.UtcNow - started : TimeSpan.Zero;
        var mean = elapsed > TimeSpan.Zero ? operation.Bytes / elapsed.TotalSeconds : 0;
        var remaining = operation.RemainingSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
        return new ProgressReport(operation.Files, operation.Bytes, operation.Bytes, operation.TotalBytes, operation.Rate, mean, elapsed, remaining, operation.Volume, operation.Buffer ?? 0, operation.Phase!);
    }
}
