using System.CommandLine;
using Spectre.Console;
using TapeFlows.Activities.Texts;
using TapeFlows.Backup;
using TapeFlows.Server.Data;
using TapeFlows.Server.Output;

namespace TapeFlows.Server.CommandLine;

/// <summary><c>tapeflows volumes</c></summary>
internal static class VolumesCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var command = new Command("volumes", "List the volumes in the catalog and in the library.");
        command.Subcommands.Add(VolumesDumpCommand.Create(globals));
        command.Does(globals, async (context, cancellationToken) =>
        {
            await using var station = await context.OpenAsync(cancellationToken);
            var volumes = await VolumeList.ReadAsync(station, cancellationToken);
            if (context.Screen.IsJson)
                await JsonOutput.WriteArrayAsync(context.Screen, volumes.ToAsyncEnumerable());
            else
                Show(context.Screen, volumes);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Show(Screen screen, IEnumerable<VolumeLine> volumes)
    {
        var table = new Table().AddColumns("Volume", "State", "Pool", "Segments", "Written", "Capacity", "Location", "Last written", "Remark");
        foreach (var index in (int[])[3, 4, 5])
            table.Columns[index].RightAligned();
        foreach (var volume in volumes)
        {
            table.AddRow(Cells.Of(
                volume.Barcode, volume.State, volume.Pool ?? "", Amount.OfCount(volume.Segments), Amount.OfBytes(volume.Bytes),
                volume.CapacityBytes > 0 ? Amount.OfBytes(volume.CapacityBytes) : "", volume.Location ?? "not in the library",
                Amount.OfMoment(volume.LastWrittenAt), volume.WriteProtected ? $"write protected {volume.Remark}" : volume.Remark ?? ""));
        }

        screen.Show(table);
    }
}
