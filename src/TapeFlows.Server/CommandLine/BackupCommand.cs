using System.CommandLine;
using TapeFlows.Backup;
using TapeFlows.Server.Output;
using TapeFlows.Server.Procedures;
using TapeFlows.Server.Progress;

namespace TapeFlows.Server.CommandLine;

/// <summary><c>tapeflows backup SOURCE...</c></summary>
internal static class BackupCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var sources = new Argument<string[]>("SOURCE") { Description = "Files and directories to back up.", Arity = ArgumentArity.OneOrMore };
        var type = Choices.OneOf("--type", "Everything, what changed since the last full set, or what changed since the last set of any type.", "full", "full", "differential", "incremental");
        var pool = new Option<string?>("--pool") { Description = "The pool of volumes to write to; made when it is new. Default: as in the settings, 'default'.", HelpName = "NAME" };
        var exclude = Choices.Many("--exclude", "Leave out what matches, as in a .gitignore file. May be repeated.", "GLOB");
        var include = Choices.Many("--include", "Take only what matches. May be repeated.", "GLOB");
        var compression = Choices.OneOf("--compression", "How segments are compressed. Default: as in the settings, none.", null, "none", "gzip", "zstd");
        var oneFileSystem = new Option<bool>("--one-file-system") { Description = "Do not go into other file systems." };
        var checksum = new Option<bool>("--checksum") { Description = "Compare content, not only size and times, to find what changed. Reads every file." };
        var verify = Choices.OneOf("--verify", "What is read back from tape behind the backup: nothing, the labels and the manifest, or everything.", "manifest", "none", "manifest", "all");
        var command = new Command("backup", "Back up files and directories to tape.");
        command.Arguments.Add(sources);
        foreach (var option in (Option[])[type, pool, exclude, include, compression, oneFileSystem, checksum, verify])
            command.Options.Add(option);

        command.Does(globals, async (context, cancellationToken) =>
        {
            var input = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["Sources"] = context.Get(sources)!.Select(SourcePath.Parse).ToArray(),
                ["Exclude"] = context.Get(exclude)!,
                ["Include"] = context.Get(include)!,
                ["Pool"] = PoolName(context.Get(pool)),
                ["Compression"] = context.Get(compression) ?? "",
                ["OneFileSystem"] = context.Get(oneFileSystem),
                ["Verify"] = context.Get(verify)!,
            };
            var kind = context.Get(type)!;
            if (kind != "full")
                input["CompareContent"] = context.Get(checksum);
            return await RunAsync(context, kind, input, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string kind, Dictionary<string, object> input, CancellationToken cancellationToken)
    {
        await using var station = await context.OpenAsync(cancellationToken);
        using var progress = new ProgressDisplay(context.Screen);
        var end = await new ProcedureRunner(station, context.Screen, context.Log).RunAsync(kind + "-backup", input, progress, cancellationToken);
        progress.End();
        var summary = await BackupSummary.MakeAsync(station, end, cancellationToken);
        return RunReport.Show(context.Screen, summary);
    }

    private static string PoolName(string? name)
    {
        if (name is null)
            return "";
        return Pool.IsName(name) ? name : throw new UsageException($"'{name}' cannot be the name of a pool: {Pool.NameRule}.");
    }
}
