using System.CommandLine;
using TapeFlows.Server.Output;
using TapeFlows.Server.Procedures;
using TapeFlows.Server.Progress;

namespace TapeFlows.Server.CommandLine;

/// <summary><c>tapeflows restore --to DIR</c></summary>
internal static class RestoreCommand
{
    private static readonly Dictionary<string, string> Policies = new(StringComparer.Ordinal)
    {
        ["never"] = "Never",
        ["older"] = "Older",
        ["always"] = "Always",
        ["keep-both"] = "KeepBoth",
    };

    public static Command Create(GlobalOptions globals)
    {
        var to = new Option<string>("--to") { Description = "The directory below which every entry gets its full path; / restores to the original place.", HelpName = "DIR", Required = true };
        var set = Choices.Set("The set: its identity, the beginning of one, or 'latest'. Default: latest.");
        var at = At();
        var paths = Choices.Many("--path", "Restore only what matches; a directory stands for all that is in it. May be repeated.", "GLOB");
        var dryRun = new Option<bool>("--dry-run") { Description = "Only tell what would be done: volumes in order, time, and what is missing." };
        var overwrite = Choices.OneOf("--overwrite", "What happens to files that are there already.", "never", [.. Policies.Keys]);
        var command = new Command("restore", "Restore files from tape.");
        foreach (var option in (Option[])[to, set, at, paths, dryRun, overwrite])
            command.Options.Add(option);

        command.Does(globals, async (context, cancellationToken) =>
        {
            var reference = context.Get(set);
            if (context.Get(at) is not null && reference is not (null or "latest"))
                throw new UsageException("--set and --at exclude each other: --at finds the set by itself.");
            if (string.IsNullOrWhiteSpace(context.Get(to)))
                throw new UsageException("--to is empty: name the directory to restore to.");
            var target = Path.GetFullPath(context.Get(to)!);
            if (File.Exists(target))
                throw new UsageException($"'{target}' is a file: --to needs a directory.");
            await using var station = await context.OpenAsync(cancellationToken);
            var chosen = await SetReference.FindAsync(station.Catalog, reference, context.Get(at), cancellationToken);
            var input = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["Set"] = chosen.Id.ToString(),
                ["Target"] = target,
                ["Paths"] = context.Get(paths)!,
                ["DryRun"] = context.Get(dryRun),
                ["Overwrite"] = Policies[context.Get(overwrite)!],
            };
            using var progress = new ProgressDisplay(context.Screen);
            var end = await new ProcedureRunner(station, context.Screen, context.Log).RunAsync("restore", input, progress, cancellationToken);
            progress.End();
            return RunReport.Show(context.Screen, RestoreSummary.Make(station, end, context.Get(dryRun)));
        });
        return command;
    }

    private static Option<DateTimeOffset?> At() => new("--at")
    {
        Description = "The state at a point in time, ISO 8601; local time unless it has a zone, a date alone means the end of that day.",
        HelpName = "TIME",
        CustomParser = result =>
        {
            if (PointInTime.TryParse(result.Tokens[0].Value, out var moment))
                return moment;
            result.AddError($"--at '{result.Tokens[0].Value}' is not a point in time: write for example 2026-03-04T12:00, 2026-03-04T12:00:00Z or 2026-03-04.");
            return null;
        },
    };
}
