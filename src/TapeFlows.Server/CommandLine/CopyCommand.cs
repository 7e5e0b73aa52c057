using System.CommandLine;
using TapeFlows.Server.Data;
using TapeFlows.Server.Output;
using TapeFlows.Server.Procedures;
using TapeFlows.Server.Progress;

namespace TapeFlows.Server.CommandLine;

/// <summary><c>tapeflows copy</c></summary>
internal static class CopyCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var set = new Argument<string>("SET") { Description = "The set: its identity, the beginning of one, or 'latest'." };
        var pool = new Option<string>("--pool") { Description = "The pool that the copy goes to. Never onto a volume that holds the set already.", HelpName = "NAME", Required = true };
        var compression = Choices.OneOf("--compression", "How the copy is compressed. Default: as the set.", fallback: null, "none", "gzip", "zstd");
        var alone = new Option<bool>("--without-bases") { Description = "Leave out what the set stands on. The copy can then be restored only together with sets of other pools." };
        var command = new Command("copy", "Copy a set to another pool, from tape to tape, and compare all checksums on the way.");
        command.Arguments.Add(set);
        foreach (var option in (Option[])[pool, compression, alone])
            command.Options.Add(option);

        command.Does(globals, async (context, cancellationToken) =>
        {
            var wanted = context.Get(pool)!;
            if (!Backup.Pool.IsName(wanted))
                throw new UsageException($"'{wanted}' cannot be the name of a pool: {Backup.Pool.NameRule}.");
            await using var station = await context.OpenAsync(cancellationToken);
            var chosen = await SetReference.FindAsync(station.Catalog, context.Get(set), until: null, cancellationToken);
            var input = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["Set"] = chosen.Id.ToString(),
                ["Pool"] = wanted,
                ["Compression"] = context.Get(compression) ?? "",
                ["WithoutBases"] = context.Get(alone),
            };
            using var progress = new ProgressDisplay(context.Screen);
            var end = await new ProcedureRunner(station, context.Screen, context.Log).RunAsync("copy-set", input, progress, cancellationToken);
            progress.End();
            return RunReport.Show(context.Screen, CopySummary.Make(station, end));
        });
        return command;
    }
}
