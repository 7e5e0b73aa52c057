using System.CommandLine;
using TapeFlows.Activities.Texts;
using TapeFlows.Backup;
using TapeFlows.Server.Data;
using TapeFlows.Server.Output;
using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Media;
using TapeFlows.Tape.Virtual;

namespace TapeFlows.Server.CommandLine;

/// <summary><c>tapeflows library create</c>: makes the virtual library of a data folder, in place of one that is still blank.</summary>
internal static class LibraryCreateCommand
{
    private const int DefaultSlots = 8;
    private const int DefaultDrives = 2;

    public static Command Create(GlobalOptions globals)
    {
        var slots = Choices.Count("--slots", $"Storage slots. Default: {DefaultSlots}.", least: 1);
        var drives = Choices.Count("--drives", $"Drives. Default: {DefaultDrives}.", least: 1);
        var capacity = Choices.Size("--capacity", "Bytes on a cartridge, for example 64MiB. Default: the native capacity of the medium type.");
        var blockSize = Choices.Size("--block-size", "Bytes per tape block, 4KiB to 16MiB less a page. Default: 1MiB.");
        var segmentSize = Choices.Size("--segment-size", "Bytes per segment before compression, 64KiB or more. Default: 16GiB.");
        var mediumType = new Option<string?>("--medium-type") { Description = $"The generation: {string.Join(", ", LtoGeneration.All.Select(known => known.Name))}. Default: LTO-8.", HelpName = "LTO-N" };
        var importExport = Choices.Count("--import-export-slots", "Import/export slots. Default: 2.", least: 0);
        var cartridges = Choices.Count("--cartridges", "Blank cartridges to begin with. Default: one in each storage slot.", least: 0);
        var timing = new Option<bool>("--realistic-timing") { Description = "Take the time that real drives of the generation take." };
        var command = new Command("create", "Make a virtual library with blank cartridges.");
        foreach (var option in (Option[])[slots, drives, capacity, blockSize, segmentSize, mediumType, importExport, cartridges, timing])
            command.Options.Add(option);

        command.Does(globals, async (context, cancellationToken) =>
        {
            var block = context.Get(blockSize) ?? new BackupSettings().BlockSize;
            var segment = context.Get(segmentSize) ?? new BackupSettings().SegmentSize;
            Check(block, segment);
            var options = new VirtualLibraryOptions
            {
                Slots = context.Get(slots) ?? DefaultSlots,
                Drives = context.Get(drives) ?? DefaultDrives,
                ImportExportSlots = context.Get(importExport) ?? 2,
                Cartridges = context.Get(cartridges),
                Capacity = context.Get(capacity)?.Bytes,
                MediumType = context.Get(mediumType) ?? "LTO-8",
                MaxBlockSize = (int)block.Bytes,
                RealisticTiming = context.Get(timing),
            };
            return await CreateAsync(context, options, block, segment, cancellationToken);
        });
        return command;
    }

    private static void Check(ByteSize block, ByteSize segment)
    {
        if (block.Bytes is < 4096 or > 16_773_120 || block.Bytes % 512 != 0)
            throw new UsageException($"--block-size {block} is not usable: a multiple of 512 from 4KiB to 16773120 is.");
        if (segment.Bytes < 64 * 1024)
            throw new UsageException($"--segment-size {segment} is too small: 64KiB is the least.");
    }

    private static async Task<int> CreateAsync(
        CommandContext context, VirtualLibraryOptions options, ByteSize block, ByteSize segment, CancellationToken cancellationToken)
    {
        await using var station = await context.OpenAsync(cancellationToken, withLibrary: false);
        await ClearBlankAsync(station, context.Screen, cancellationToken);
        using var library = Make(station.LibraryPath, options);
        SettingsFile.Write(station.Folder, station.Settings with { Backup = station.Settings.Backup with { BlockSize = block, SegmentSize = segment } });
        var inventory = library.Inventory();
        var summary = new LibrarySummary(
            library.Path, options.Slots, options.ImportExportSlots, options.Drives, inventory.Count(element => element.IsFull), library.Capacity, block.Bytes, segment.Bytes);
        if (context.Screen.IsJson)
            JsonOutput.Write(context.Screen, summary);
        else
            context.Screen.Out.WriteLine(
                $"Made a virtual library in {summary.Path}: {Amount.Of(summary.Cartridges, "cartridge")} of {Amount.OfBytes(summary.CapacityBytes)}, {Amount.Of(summary.Slots, "slot")}, "
                + $"{Amount.Of(summary.Drives, "drive")}, blocks of {block}, segments of {segment}.");
        return ExitCode.Ok;
    }

    private static VirtualLibrary Make(string path, VirtualLibraryOptions options)
    {
        try
        {
            return VirtualLibrary.Create(path, options);
        }
        catch (VirtualLibraryException e)
        {
            throw new UsageException(e.Message);
        }
    }

    /// <summary>A library on which nothing was ever written, such as the one of the first use, gives way; any other one stays.</summary>
    private static async Task ClearBlankAsync(Station station, Screen screen, CancellationToken cancellationToken)
    {
        if (!VirtualLibrary.Exists(station.LibraryPath))
            return;
        var written = station.VirtualLibrary.Cartridges().FirstOrDefault(cartridge => cartridge.BytesWritten > 0)?.Barcode
            ?? (await station.Catalog.ListVolumesAsync(cancellationToken: cancellationToken)).FirstOrDefault(volume => volume.State != VolumeState.Scratch)?.Barcode;
        if (written is not null)
            throw new IOException($"There is a library in {station.LibraryPath} already, and volume {written} holds data. It was left as it is. Use another data folder, or move the library away first.");
        if (station.Library.Inventory().Any(element => element is { Kind: ElementKind.Drive, IsFull: true }))
            throw new IOException($"There is a library in {station.LibraryPath} already, and a drive has a cartridge loaded. It was left as it is.");
        Directory.Delete(station.LibraryPath, recursive: true);
        screen.Tell($"The library in {station.LibraryPath} was blank and is made anew.");
    }
}
