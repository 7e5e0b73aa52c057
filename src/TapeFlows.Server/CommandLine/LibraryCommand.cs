using System.CommandLine;
using Spectre.Console;
using TapeFlows.Server.Data;
using TapeFlows.Server.Output;
using TapeFlows.Tape.Changers;

namespace TapeFlows.Server.CommandLine;

/// <summary><c>tapeflows library</c>: what is where in the library; and by its subcommands, changing that.</summary>
internal static class LibraryCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var command = new Command("library", "List what is where in the library.");
        command.Subcommands.Add(LibraryCreateCommand.Create(globals));
        command.Subcommands.Add(ListCommand(globals));
        command.Subcommands.Add(LibraryAddCommand.Create(globals));
        command.Subcommands.Add(LibraryRemoveCommand.Create(globals));
        command.Subcommands.Add(LibraryMoveCommand.Create(globals));
        command.Subcommands.Add(LibraryCleanCommand.Create(globals));
        command.Does(globals, ListAsync);
        return command;
    }

    private static Command ListCommand(GlobalOptions globals)
    {
        var command = new Command("list", "List what is where in the library.");
        command.Does(globals, ListAsync);
        return command;
    }

    private static async Task<int> ListAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var station = await context.OpenAsync(cancellationToken);
        var volumes = (await VolumeList.ReadAsync(station, cancellationToken)).ToDictionary(volume => volume.Barcode, StringComparer.Ordinal);
        var lines = station.Library.Inventory().Select(element => LineOf(element, volumes));
        if (context.Screen.IsJson)
            await JsonOutput.WriteArrayAsync(context.Screen, lines.ToAsyncEnumerable());
        else
            Show(context.Screen, station, lines);
        return ExitCode.Ok;
    }

    /// <summary>An element as scripts see it.</summary>
    public static LibraryLine LineOf(LibraryElement element, IReadOnlyDictionary<string, VolumeLine>? volumes = null)
    {
        var volume = element.Barcode is { } barcode ? volumes?.GetValueOrDefault(barcode) : null;
        return new LibraryLine(element.Address, WordOf(element.Kind), element.DriveName, element.Barcode, volume?.State, volume?.Pool);
    }

    private static string WordOf(ElementKind kind) => kind switch
    {
        ElementKind.Drive => "drive",
        ElementKind.Storage => "storage",
        _ => "import_export",
    };

    private static void Show(Screen screen, Station station, IEnumerable<LibraryLine> lines)
    {
        screen.Tell($"Library {station.LibraryPath}");
        var table = new Table().AddColumns("Address", "Kind", "Drive", "Volume", "State", "Pool");
        table.Columns[0].RightAligned();
        foreach (var line in lines)
            table.AddRow(Cells.Of($"{line.Address}", line.Kind.Replace('_', '/'), line.Drive ?? "", line.Barcode ?? "", line.State ?? "", line.Pool ?? ""));
        screen.Show(table);
    }
}
