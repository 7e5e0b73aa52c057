using System.CommandLine;
using System.Globalization;
using TapeFlows.Server.Data;
using TapeFlows.Server.Output;
using TapeFlows.Tape.Changers;

namespace TapeFlows.Server.CommandLine;

/// <summary><c>tapeflows library move</c>: moves a cartridge to another element, for example to an import/export slot.</summary>
internal static class LibraryMoveCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var barcode = new Argument<string>("BARCODE") { Description = "The volume." };
        var destination = new Argument<string>("TO") { Description = "An element's address, or 'import-export', 'storage' or a drive for the first free one." };
        var command = new Command("move", "Move a cartridge to another place of the library.");
        command.Arguments.Add(barcode);
        command.Arguments.Add(destination);
        command.Does(globals, async (context, cancellationToken) =>
        {
            await using var station = await context.OpenAsync(cancellationToken);
            var elements = station.Library.Inventory();
            var name = context.Get(barcode)!;
            var source = elements.FirstOrDefault(element => element.Barcode == name)
                ?? throw new UsageException($"Volume {name} is not in the library. 'tapeflows library' lists what is.");
            var target = Find(elements, context.Get(destination)!);
            var moved = station.Library.Move(source.Address, target.Address, cancellationToken);
            if (!moved.IsDone)
                throw new IOException($"Volume {name} was not moved: {moved.Detail}");
            Show(context.Screen, target with { Barcode = name });
            return ExitCode.Ok;
        });
        return command;
    }

    private static LibraryElement Find(IReadOnlyList<LibraryElement> elements, string destination)
    {
        if (int.TryParse(destination, NumberStyles.None, CultureInfo.InvariantCulture, out var address))
            return elements.FirstOrDefault(element => element.Address == address) ?? throw new UsageException($"The library has no element {address}. 'tapeflows library' lists those it has.");
        if (elements.FirstOrDefault(element => element.DriveName == destination) is { } drive)
            return drive;
        var kind = destination switch
        {
            "import-export" => ElementKind.ImportExport,
            "storage" => ElementKind.Storage,
            _ => throw new UsageException($"'{destination}' is no place in the library: give an address, 'import-export', 'storage' or a drive's name."),
        };
        return elements.FirstOrDefault(element => element.Kind == kind && !element.IsFull) ?? throw new IOException($"No {destination} slot of the library is free. Nothing was moved.");
    }

    private static void Show(Screen screen, LibraryElement place)
    {
        if (screen.IsJson)
            JsonOutput.Write(screen, LibraryCommand.LineOf(place));
        else
            screen.Out.WriteLine($"{place.Barcode} is in {VolumeList.LocationOf(place)}.");
    }
}
