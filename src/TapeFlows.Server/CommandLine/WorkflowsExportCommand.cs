using System.CommandLine;
using TapeFlows.Server.Output;
using TapeFlows.Server.Procedures;

namespace TapeFlows.Server.CommandLine;

/// <summary><c>tapeflows workflows export ID</c></summary>
internal static class WorkflowsExportCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var id = WorkflowsCommand.Id();
        var version = new Option<int?>("--version") { Description = "Which version. Default: the published one, else the latest.", HelpName = "N" };
        var to = new Option<string?>("--to") { Description = "The file to write, or a directory for ID.json. Default: standard output.", HelpName = "FILE|DIR" };
        var command = new Command("export", "Write a workflow as Elsa JSON, as Elsa Studio reads it.");
        command.Arguments.Add(id);
        command.Options.Add(version);
        command.Options.Add(to);
        command.Does(globals, async (context, cancellationToken) =>
        {
            await using var station = await context.OpenAsync(cancellationToken);
            await using var desk = await WorkflowDesk.OpenAsync(station, context.Screen, context.Log, cancellationToken);
            var definition = await desk.Shelf.GetAsync(context.Get(id)!, context.Get(version), cancellationToken);
            var json = await desk.Shelf.ExportAsync(definition, cancellationToken);
            if (context.Get(to) is { Length: > 0 } target)
            {
                var path = Path.GetFullPath(Directory.Exists(target) ? Path.Combine(target, FileName(definition.DefinitionId)) : target);
                await WriteAsync(path, json, cancellationToken);
                context.Screen.Tell($"Wrote version {definition.Version} of '{definition.DefinitionId}' to {path}.");
                if (context.Screen.IsJson)
                    JsonOutput.Write(context.Screen, new WorkflowFileLine(definition.DefinitionId, definition.Version, definition.IsPublished, path));
            }
            else
            {
                context.Screen.Out.WriteLine(System.Text.Encoding.UTF8.GetString(json));
            }

            return ExitCode.Ok;
        });
        return command;
    }

    // In one step: who reads meanwhile sees the old file or the new one.
    private static async Task WriteAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        var draft = path + ".new";
        await File.WriteAllBytesAsync(draft, content, cancellationToken);
        File.Move(draft, path, overwrite: true);
    }

    // An id is somebody's text: it must not lead out of the directory.
    private static string FileName(string definitionId) =>
        string.Concat(definitionId.Select(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '-')).TrimStart('.') + ".json";
}
