using System.CommandLine;
using TapeFlows.Activities.Texts;
using TapeFlows.Server.Output;
using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Virtual;

namespace TapeFlows.Server.CommandLine;

/// <summary><c>tapeflows library add</c>: puts a cartridge into a free slot.</summary>
internal static class LibraryAddCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var barcode = new Argument<string?>("BARCODE") { Description = "A new barcode, or one that was removed before. Default: the next free number.", Arity = ArgumentArity.ZeroOrOne };
        var count = Choices.Count("--count", "How many new cartridges. Default: 1.", least: 1);
        var import = new Option<bool>("--import") { Description = "Put it into an import/export slot." };
        var capacity = Choices.Size("--capacity", "Bytes on a new cartridge. Default: as the others of the library.");
        var worm = new Option<bool>("--worm") { Description = "A new cartridge that can be written once only." };
        var command = new Command("add", "Add a cartridge to the library: a new blank one, or one that was removed before.");
        command.Arguments.Add(barcode);
        foreach (var option in (Option[])[count, import, capacity, worm])
            command.Options.Add(option);

        command.Does(globals, async (context, cancellationToken) =>
        {
            if (context.Get(barcode) is not null && context.Get(count) is > 1)
                throw new UsageException("A barcode names one cartridge: leave out --count, or the barcode.");
            await using var station = await context.OpenAsync(cancellationToken);
            for (var i = 0; i < (context.Get(count) ?? 1); i++)
            {
                var cartridge = station.VirtualLibrary.AddCartridge(
                    context.Get(barcode), context.Get(import) ? ElementKind.ImportExport : ElementKind.Storage, context.Get(capacity)?.Bytes, context.Get(worm));
                Show(context.Screen, station.VirtualLibrary, cartridge);
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static void Show(Screen screen, VirtualLibrary library, VirtualCartridge cartridge)
    {
        var place = library.Inventory().First(element => element.Barcode == cartridge.Barcode);
        if (screen.IsJson)
            JsonOutput.Write(screen, LibraryCommand.LineOf(place));
        else
            screen.Out.WriteLine($"{cartridge.Barcode} ({Amount.OfBytes(cartridge.Capacity)}) is in {Data.VolumeList.LocationOf(place)}.");
    }
}
