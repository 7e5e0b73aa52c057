using System.CommandLine;
using System.Runtime.CompilerServices;
using Spectre.Console;
using TapeFlows.Activities.Texts;
using TapeFlows.Backup;
using TapeFlows.Server.Output;

namespace TapeFlows.Server.CommandLine;

/// <summary><c>tapeflows sets</c></summary>
internal static class SetsCommand
{
    private const int Page = 200;

    public static Command Create(GlobalOptions globals)
    {
        var command = new Command("sets", "List the sets in the catalog, newest first.");
        command.Does(globals, async (context, cancellationToken) =>
        {
            await using var station = await context.OpenAsync(cancellationToken);
            var sets = ReadAsync(station.Catalog, cancellationToken);
            if (context.Screen.IsJson)
                await JsonOutput.WriteArrayAsync(context.Screen, sets);
            else
                await ShowAsync(context.Screen, sets);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async IAsyncEnumerable<SetLine> ReadAsync(ICatalog catalog, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var skip = 0; ; skip += Page)
        {
            var page = await catalog.ListSetsAsync(new SetQuery { Skip = skip, Take = Page }, cancellationToken);
            foreach (var set in page)
                yield return LineOf(set, await catalog.ListSegmentsAsync(set.Id, cancellationToken));
            if (page.Count < Page)
                yield break;
        }
    }

    private static SetLine LineOf(BackupSet set, IReadOnlyList<Segment> pieces) => new(
        set.Id.ToString(),
        set.Type.ToString().ToLowerInvariant(),
        set.State.ToString().ToLowerInvariant(),
        set.BaseId?.ToString(),
        set.CopyOf?.ToString(),
        set.StartedAt,
        set.FinishedAt,
        set.Pool,
        set.Compression,
        set.HostName,
        set.Roots,
        set.Files,
        set.Bytes,
        set.Deleted,
        set.Warnings,
        [.. pieces.Where(piece => piece.State != SegmentState.Writing).Select(piece => piece.Barcode).Distinct(StringComparer.Ordinal)]);

    private static async Task ShowAsync(Screen screen, IAsyncEnumerable<SetLine> sets)
    {
        var table = new Table().AddColumns("Set", "Type", "State", "Started", "Files", "Size", "Warnings", "Volumes", "Sources");
        foreach (var index in (int[])[4, 5, 6])
            table.Columns[index].RightAligned();
        await foreach (var set in sets)
        {
            table.AddRow(Cells.Of(
                set.SetId, set.CopyOf is null ? set.Type : $"{set.Type}, copy", set.State, Amount.OfMoment(set.StartedAt), Amount.OfCount(set.Files), Amount.OfBytes(set.Bytes),
                Amount.OfCount(set.Warnings), string.Join(' ', set.Volumes), string.Join(' ', set.Roots)));
        }

        if (table.Rows.Count == 0)
            screen.Tell("There are no sets yet. Make one with 'tapeflows backup DIR'.");
        else
            screen.Show(table);
    }
}
