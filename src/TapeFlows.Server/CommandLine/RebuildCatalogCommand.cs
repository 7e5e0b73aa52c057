using System.CommandLine;
using TapeFlows.Activities.Texts;
using TapeFlows.Backup;
using TapeFlows.Backup.Rebuild;
using TapeFlows.Backup.Volumes;
using TapeFlows.Server.Data;
using TapeFlows.Server.Output;
using TapeFlows.Server.Progress;
using TapeFlows.Tape.Media;

namespace TapeFlows.Server.CommandLine;

/// <summary><c>tapeflows rebuild-catalog</c></summary>
internal static class RebuildCatalogCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var command = new Command("rebuild-catalog", "Make the catalog anew from the cartridges in the library. The old one is kept beside it.");
        command.Does(globals, async (context, cancellationToken) =>
        {
            await using var station = await context.OpenAsync(cancellationToken);
            using var progress = new ProgressDisplay(context.Screen);
            await using var renewal = await CatalogRenewal.BeginAsync(station, cancellationToken);
            var report = await ReadAsync(station, renewal.Catalog, progress, cancellationToken);
            var kept = await renewal.FinishAsync(cancellationToken);
            progress.End();
            if (kept is not null)
                context.Screen.Tell($"The old catalog is kept as {kept}.");
            return Show(context.Screen, report);
        });
        return command;
    }

    private static async Task<RebuildReport> ReadAsync(Station station, ICatalog catalog, ProgressDisplay progress, CancellationToken cancellationToken)
    {
        await using var session = new LibrarySession(station.Library, catalog, station.Clock);
        var barcodes = station.Library.Inventory().Where(element => element.IsFull && !CleaningCartridge.Is(element.Barcode!)).Select(element => element.Barcode!).Order(StringComparer.Ordinal);
        return await new CatalogRebuild(catalog, session, station.Clock).RunAsync([.. barcodes], progress, cancellationToken);
    }

    private static int Show(Screen screen, RebuildReport report)
    {
        string[] warnings =
        [
            .. report.MissingVolumes.Select(barcode => $"Volume {barcode} holds a part of a set and is not in the library: add it and rebuild again."),
            .. report.Notes,
        ];
        var status = warnings.Length == 0 ? "ok" : "warnings";
        var seconds = Math.Round(report.Elapsed.TotalSeconds, 3);
        if (screen.IsJson)
        {
            JsonOutput.Write(screen, new RebuildSummary(
                [.. report.Sets.Select(set => set.Id.ToString())], report.Files, report.Volumes, report.MissingVolumes, warnings, status, seconds));
        }
        else
        {
            foreach (var warning in warnings)
                screen.Warn(warning);
            screen.Out.WriteLine(
                $"Read {Amount.Of(report.Volumes.Count, "volume")}: {Amount.Of(report.Sets.Count, "set")} with {Amount.Of(report.Files, "file")} are in the catalog ({Amount.OfTime(report.Elapsed)}).");
        }

        return warnings.Length == 0 ? ExitCode.Ok : ExitCode.Warnings;
    }
}
