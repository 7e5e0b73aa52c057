using System.CommandLine;
using TapeFlows.Backup.Volumes;
using TapeFlows.Server.Output;

namespace TapeFlows.Server.CommandLine;

/// <summary><c>tapeflows library clean</c>: runs a cleaning cartridge through a drive.</summary>
internal static class LibraryCleanCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var drive = new Argument<string>("DRIVE") { Description = "The name of the drive." };
        var barcode = new Option<string?>("--volume") { Description = "The cleaning cartridge. Default: the first one of the library.", HelpName = "BARCODE" };
        var command = new Command("clean", "Run a cleaning cartridge (CLNxxxLx) through a drive and put it back.");
        command.Arguments.Add(drive);
        command.Options.Add(barcode);
        command.Does(globals, async (context, cancellationToken) =>
        {
            await using var station = await context.OpenAsync(cancellationToken);
            var name = context.Get(drive)!;
            if (!station.Library.DriveNames.Contains(name, StringComparer.Ordinal))
                throw new UsageException($"The library has no drive '{name}': it has {string.Join(", ", station.Library.DriveNames)}.");
            await using var session = new LibrarySession(station.Library, station.Catalog, station.Clock) { DriveName = name };
            var (_, used, _) = await session.CleanAsync(context.Get(barcode), cancellationToken);
            if (context.Screen.IsJson)
                JsonOutput.Write(context.Screen, new CleanLine(name, used, station.VirtualLibrary.FindCartridge(used)?.CleaningsLeft));
            else
                context.Screen.Out.WriteLine($"{name} was cleaned with {used}.");
            return ExitCode.Ok;
        });
        return command;
    }
}
