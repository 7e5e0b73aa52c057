using System.CommandLine;
using System.Text.Json.Nodes;
using Spectre.Console;
using TapeFlows.Activities.Texts;
using TapeFlows.Server.Output;
using TapeFlows.Server.Procedures;

namespace TapeFlows.Server.CommandLine;

/// <summary><c>tapeflows workflows diff ID</c></summary>
internal static class WorkflowsDiffCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var id = WorkflowsCommand.Id();
        var from = new Option<int?>("--from") { Description = "The version to compare with. Default: the one that ships with TapeFlows, else the version before.", HelpName = "N" };
        var to = new Option<int?>("--to") { Description = "The version to compare. Default: the published one, else the latest.", HelpName = "N" };
        var command = new Command("diff", "Show what differs between versions of a workflow, activity by activity.");
        command.Arguments.Add(id);
        command.Options.Add(from);
        command.Options.Add(to);
        command.Does(globals, async (context, cancellationToken) =>
        {
            await using var station = await context.OpenAsync(cancellationToken);
            await using var desk = await WorkflowDesk.OpenAsync(station, context.Screen, context.Log, cancellationToken);
            var newer = await desk.Shelf.GetAsync(context.Get(id)!, context.Get(to), cancellationToken);
            var (title, older) = await OlderAsync(desk.Shelf, newer.DefinitionId, newer.Version, context.Get(from), cancellationToken);
            var changes = DefinitionDiff.Between(older, await desk.Shelf.ToJsonAsync(newer, cancellationToken));
            if (context.Screen.IsJson)
                await JsonOutput.WriteArrayAsync(context.Screen, changes.ToAsyncEnumerable());
            else
                Show(context.Screen, changes, $"from {title} to version {newer.Version} of '{newer.DefinitionId}'");
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<(string Title, JsonObject Json)> OlderAsync(WorkflowShelf shelf, string id, int newer, int? from, CancellationToken cancellationToken)
    {
        if (from is null && ProcedureFolders.ShippedFile(id) is { } path)
            return ($"the shipped {path}", await shelf.ToJsonAsync(await DefinitionFile.ReadAsync(path, cancellationToken), cancellationToken));
        if (from is null && newer == 1)
            throw new UsageException($"The workflow '{id}' has one version and TapeFlows ships none of that name: there is nothing to compare with.");
        var version = await shelf.GetAsync(id, from ?? newer - 1, cancellationToken);
        return ($"version {version.Version}", await shelf.ToJsonAsync(version, cancellationToken));
    }

    private static void Show(Screen screen, IReadOnlyCollection<DefinitionChange> changes, string title)
    {
        screen.Tell(changes.Count == 0 ? $"Nothing differs {title}." : $"{Amount.Of(changes.Count, "difference")} {title}:");
        foreach (var change in changes)
            screen.Out.WriteLine(change.Text());
    }
}
