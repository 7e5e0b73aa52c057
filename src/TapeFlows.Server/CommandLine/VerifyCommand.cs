using System.CommandLine;
using TapeFlows.Server.Data;
using TapeFlows.Server.Output;
using TapeFlows.Server.Procedures;
using TapeFlows.Server.Progress;

namespace TapeFlows.Server.CommandLine;

/// <summary><c>tapeflows verify</c></summary>
internal static class VerifyCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var set = Choices.Set("The set: its identity, the beginning of one, or 'latest'. Default: latest.");
        var volume = new Option<string?>("--volume") { Description = "Verify all that is on one volume instead.", HelpName = "BARCODE" };
        var command = new Command("verify", "Read a set or volume from end to end and compare all checksums.");
        command.Options.Add(set);
        command.Options.Add(volume);

        command.Does(globals, async (context, cancellationToken) =>
        {
            var barcode = context.Get(volume);
            if (barcode is not null && context.Get(set) is not null)
                throw new UsageException("--set and --volume exclude each other: verify a set or a volume.");
            await using var station = await context.OpenAsync(cancellationToken);
            if (barcode is not null && !await IsKnownAsync(station, barcode, cancellationToken))
                throw new UsageException($"Neither the catalog nor the library has a volume {barcode}. 'tapeflows volumes' lists all that are known.");
            var chosen = barcode is null ? await SetReference.FindAsync(station.Catalog, context.Get(set), until: null, cancellationToken) : null;
            var input = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["Set"] = chosen?.Id.ToString() ?? "",
                ["Barcode"] = barcode ?? "",
            };
            using var progress = new ProgressDisplay(context.Screen);
            var end = await new ProcedureRunner(station, context.Screen, context.Log).RunAsync("verify-media", input, progress, cancellationToken);
            progress.End();
            return RunReport.Show(context.Screen, VerifySummary.Make(station, end));
        });
        return command;
    }

    private static async Task<bool> IsKnownAsync(Station station, string barcode, CancellationToken cancellationToken) =>
        station.Library.Inventory().Any(element => element.Barcode == barcode) || await station.Catalog.FindVolumeAsync(barcode, cancellationToken) is not null;
}
