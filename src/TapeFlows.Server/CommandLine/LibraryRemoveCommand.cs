using System.CommandLine;
using TapeFlows.Server.Output;

namespace TapeFlows.Server.CommandLine;

/// <summary><c>tapeflows library remove</c>: takes a cartridge out of the library; its data stays.</summary>
internal static class LibraryRemoveCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var barcode = new Argument<string>("BARCODE") { Description = "The volume." };
        var command = new Command("remove", "Take a cartridge out of the library and put it on the shelf; its data stays, and 'library add' puts it back.");
        command.Arguments.Add(barcode);
        command.Does(globals, async (context, cancellationToken) =>
        {
            await using var station = await context.OpenAsync(cancellationToken);
            var name = context.Get(barcode)!;
            station.VirtualLibrary.RemoveCartridge(name);
            if (context.Screen.IsJson)
                JsonOutput.Write(context.Screen, new LibraryLine(0, "shelf", Drive: null, name, State: null, Pool: null));
            else
                context.Screen.Out.WriteLine($"{name} is out of the library. 'tapeflows library add {name}' puts it back.");
            return ExitCode.Ok;
        });
        return command;
    }
}
