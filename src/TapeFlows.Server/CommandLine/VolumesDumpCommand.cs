using System.CommandLine;
using TapeFlows.Activities.Texts;
using TapeFlows.Server.Output;
using TapeFlows.Tape.Virtual;

namespace TapeFlows.Server.CommandLine;

/// <summary><c>tapeflows volumes dump</c>: the tape files of a volume as ordinary files, for stock tools and <c>recover.sh</c>.</summary>
internal static class VolumesDumpCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var barcode = new Argument<string>("BARCODE") { Description = "The volume." };
        var to = new Option<string>("--to") { Description = "Where to; made when it is not there.", HelpName = "DIR", Required = true };
        var command = new Command("dump", "Write each tape file of a volume as 0001, 0002 ... for stock tools such as dd, tar and recover.sh.");
        command.Arguments.Add(barcode);
        command.Options.Add(to);
        command.Does(globals, async (context, cancellationToken) =>
        {
            await using var station = await context.OpenAsync(cancellationToken);
            var name = context.Get(barcode)!;
            var cartridge = station.VirtualLibrary.FindCartridge(name)
                ?? throw new UsageException($"The library has no volume {name}. 'tapeflows volumes' lists those it has.");
            var target = Path.GetFullPath(context.Get(to)!);
            Clear(target);
            var files = await Task.Run(() => CartridgeDump.Write(cartridge.Path, target, cancellationToken), CancellationToken.None);
            Show(context.Screen, new DumpSummary(name, target, files, Directory.EnumerateFiles(target).Sum(file => new FileInfo(file).Length), "ok"));
            return ExitCode.Ok;
        });
        return command;
    }

    // Files of an earlier dump give way: between those of this volume they would make a mixture that nobody can tell apart.
    private static void Clear(string target)
    {
        if (File.Exists(target))
            throw new UsageException($"'{target}' is a file: --to needs a directory.");
        if (!Directory.Exists(target))
            return;
        if (Directory.EnumerateFileSystemEntries(target).FirstOrDefault(entry => !IsTapeFile(entry)) is { } other)
            throw new UsageException($"'{target}' holds other things than tape files, such as '{Path.GetFileName(other)}'. Name a directory that is empty or not there yet.");
        foreach (var earlier in Directory.GetFiles(target))
            File.Delete(earlier);
    }

    private static bool IsTapeFile(string path) => File.Exists(path) && Path.GetFileName(path) is { Length: >= 4 } name && name.All(char.IsAsciiDigit);

    private static void Show(Screen screen, DumpSummary summary)
    {
        if (screen.IsJson)
            JsonOutput.Write(screen, summary);
        else
            screen.Out.WriteLine($"Wrote {Amount.Of(summary.Files, "tape file")} of {summary.Barcode} ({Amount.OfBytes(summary.Bytes)}) to {summary.Directory}.");
    }
}
