using System.CommandLine;
using Elsa.Workflows.Management.Entities;
using Spectre.Console;
using TapeFlows.Activities.Texts;
using TapeFlows.Server.Output;
using TapeFlows.Server.Procedures;

namespace TapeFlows.Server.CommandLine;

/// <summary><c>tapeflows workflows list</c></summary>
internal static class WorkflowsListCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var command = new Command("list", "List the workflows: versions, which of them is in use, and whether it is as it ships.");
        command.Does(globals, async (context, cancellationToken) =>
        {
            await using var station = await context.OpenAsync(cancellationToken);
            await using var desk = await WorkflowDesk.OpenAsync(station, context.Screen, context.Log, cancellationToken);
            var lines = new List<WorkflowLine>();
            foreach (var versions in (await desk.Shelf.ListAsync(cancellationToken)).GroupBy(version => version.DefinitionId, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
                lines.Add(await LineOfAsync(desk, [.. versions], cancellationToken));
            if (context.Screen.IsJson)
                await JsonOutput.WriteArrayAsync(context.Screen, lines.ToAsyncEnumerable());
            else
                Show(context.Screen, lines);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<WorkflowLine> LineOfAsync(WorkflowDesk desk, List<WorkflowDefinition> versions, CancellationToken cancellationToken)
    {
        var published = versions.Find(version => version.IsPublished);
        var latest = versions.Find(version => version.IsLatest) ?? versions[0];
        var shown = published ?? latest;
        var origin = OriginMark.OriginOf(shown);
        return new WorkflowLine(
            shown.DefinitionId, shown.Name, latest.Version, published is not null, published?.Version, origin.ToString().ToLowerInvariant(),
            origin == Origin.Edited && await desk.Shipped.HasNewerAsync(shown.DefinitionId, cancellationToken), shown.Description, shown.CreatedAt);
    }

    private static void Show(Screen screen, List<WorkflowLine> lines)
    {
        var table = new Table().AddColumns("Workflow", "Name", "Version", "Published", "Origin", "Since");
        table.Columns[2].RightAligned();
        foreach (var line in lines)
        {
            table.AddRow(Cells.Of(
                line.DefinitionId, line.Name ?? "", Amount.OfCount(line.Version),
                line.PublishedVersion is not { } published ? "no" : published == line.Version ? "yes" : $"version {published}; {line.Version} is a draft",
                line.NewerShipped ? $"{line.Origin}; a newer one ships" : line.Origin, Amount.OfMoment(line.CreatedAt)));
        }

        screen.Show(table);
    }
}
