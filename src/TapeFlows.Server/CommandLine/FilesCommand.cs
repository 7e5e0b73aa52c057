using System.CommandLine;
using System.Runtime.CompilerServices;
using TapeFlows.Activities.Texts;
using TapeFlows.Backup;
using TapeFlows.Server.Output;

namespace TapeFlows.Server.CommandLine;

/// <summary><c>tapeflows files</c>: the entries of one set, streamed, however many there are.</summary>
internal static class FilesCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var set = Choices.Set("The set: its identity, the beginning of one, or 'latest'. Default: latest.");
        var command = new Command("files", "List what a set holds, in path order.");
        command.Options.Add(set);
        command.Does(globals, async (context, cancellationToken) =>
        {
            await using var station = await context.OpenAsync(cancellationToken);
            var chosen = await SetReference.FindAsync(station.Catalog, context.Get(set), until: null, cancellationToken);
            var files = ReadAsync(station.Catalog, chosen.Id, cancellationToken);
            if (context.Screen.IsJson)
                await JsonOutput.WriteArrayAsync(context.Screen, files);
            else
                await ShowAsync(context.Screen, files);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async IAsyncEnumerable<FileLine> ReadAsync(ICatalog catalog, Guid setId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var file in catalog.ReadFilesAsync(setId, cancellationToken: cancellationToken))
            yield return FileLines.Of(file);
    }

    private static async Task ShowAsync(Screen screen, IAsyncEnumerable<FileLine> files)
    {
        // One line each, as ls -l does: a table would have to see all lines before it could show the first.
        await foreach (var file in files)
        {
            var mark = file.Deleted ? "deleted" : file.Remarks.Count > 0 ? string.Join(',', file.Remarks) : "";
            screen.Out.Write($"{FileWords.Letter(file.Kind)}{file.Mode,-5} {file.Uid,6} {file.Gid,6} {file.Size,15:#,0} {Amount.OfMoment(file.ModifiedAt),-19} {file.Path}");
            if (file.LinkTarget is { } target)
                screen.Out.Write(file.Kind == "hard_link" ? $" link to /{target}" : $" -> {target}");
            if (file.RenamedFrom is { } former)
                screen.Out.Write($" [was {former}]");
            if (file.RenamedTo is { } present)
                screen.Out.Write($" [is now {present}]");
            screen.Out.WriteLine(mark.Length > 0 ? $" [{mark}]" : "");
        }

        screen.Out.Flush();
    }
}
