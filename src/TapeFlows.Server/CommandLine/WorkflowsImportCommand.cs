using System.CommandLine;
using System.IO.Compression;
using Spectre.Console;
using TapeFlows.Activities.Texts;
using TapeFlows.Server.Output;
using TapeFlows.Server.Procedures;

namespace TapeFlows.Server.CommandLine;

/// <summary><c>tapeflows workflows import FILE...</c></summary>
internal static class WorkflowsImportCommand
{
    private const int MostEntries = 10_000;

    public static Command Create(GlobalOptions globals)
    {
        var files = new Argument<string[]>("FILE") { Description = "Elsa JSON, or a zip file of such.", Arity = ArgumentArity.OneOrMore };
        var draft = new Option<bool>("--draft") { Description = "Store as a draft: the version in use stays in use." };
        var command = new Command("import", "Take workflows from files: each becomes the next version of its definition and is published.");
        command.Arguments.Add(files);
        command.Options.Add(draft);
        command.Does(globals, async (context, cancellationToken) =>
        {
            // All is read before anything is stored: one bad file of many leaves nothing half done.
            var sources = await ReadAllAsync(context.Get(files)!, cancellationToken);
            await using var station = await context.OpenAsync(cancellationToken);
            await using var desk = await WorkflowDesk.OpenAsync(station, context.Screen, context.Log, cancellationToken);
            foreach (var source in sources)
                desk.Shelf.Read(source);
            var lines = new List<WorkflowFileLine>();
            foreach (var source in sources)
                lines.Add(await ImportAsync(desk, source, !context.Get(draft), cancellationToken));
            if (context.Screen.IsJson)
                await JsonOutput.WriteArrayAsync(context.Screen, lines.ToAsyncEnumerable());
            else
                Show(context.Screen, lines);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<WorkflowFileLine> ImportAsync(WorkflowDesk desk, DefinitionFile source, bool publish, CancellationToken cancellationToken)
    {
        var model = desk.Shelf.Read(source);
        var version = await desk.Shelf.AddAsync(model, publish, source.Place, cancellationToken);
        // Whoever imports the shipped file takes the shipped one back.
        if (ProcedureFolders.ShippedFile(version.DefinitionId) is { } path && (await DefinitionFile.ReadAsync(path, cancellationToken)).Hash == source.Hash)
            await desk.Shelf.MarkAsShippedAsync(version, source.Hash, cancellationToken);
        return new WorkflowFileLine(version.DefinitionId, version.Version, version.IsPublished, source.Place);
    }

    private static void Show(Screen screen, List<WorkflowFileLine> lines)
    {
        var table = new Table().AddColumns("Workflow", "Version", "Published", "File");
        foreach (var line in lines)
            table.AddRow(Cells.Of(line.DefinitionId, Amount.OfCount(line.Version), line.Published ? "yes" : "no", line.File));
        screen.Show(table);
    }

    private static async Task<List<DefinitionFile>> ReadAllAsync(string[] paths, CancellationToken cancellationToken)
    {
        var sources = new List<DefinitionFile>();
        foreach (var path in paths.Select(Path.GetFullPath))
        {
            if (!File.Exists(path))
                throw new UsageException($"There is no file {path}.");
            if (path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
                await ReadZipAsync(path, sources, cancellationToken);
            else
                sources.Add(await DefinitionFile.ReadAsync(path, cancellationToken));
        }

        return sources;
    }

    private static async Task ReadZipAsync(string path, List<DefinitionFile> sources, CancellationToken cancellationToken)
    {
        try
        {
            await using var archive = await ZipFile.OpenReadAsync(path, cancellationToken);
            if (archive.Entries.Count > MostEntries)
                throw new IOException($"{path} holds more than {MostEntries} files. Nothing was taken from it.");
            foreach (var entry in archive.Entries.Where(entry => entry.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
                sources.Add(await ReadEntryAsync(path, entry, cancellationToken));
        }
        catch (InvalidDataException e)
        {
            throw new IOException($"{path} is no zip file that can be read: {e.Message} Nothing was taken from it.", e);
        }
    }

    private static async Task<DefinitionFile> ReadEntryAsync(string path, ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        var place = $"{path}:{entry.FullName}";
        // The length that the archive states is a claim; what comes out counts.
        await using var content = await entry.OpenAsync(cancellationToken);
        using var buffer = new MemoryStream();
        var block = new byte[81920];
        for (int read; (read = await content.ReadAsync(block, cancellationToken)) > 0;)
        {
            if (buffer.Length + read > DefinitionFile.MostBytes)
                throw DefinitionFile.TooLarge(place);
            buffer.Write(block, 0, read);
        }

        return DefinitionFile.Of(place, buffer.ToArray());
    }
}
