using System.CommandLine;

namespace TapeFlows.Server.CommandLine;

/// <summary><c>tapeflows workflows</c></summary>
internal static class WorkflowsCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var command = new Command("workflows", "The procedures as versioned workflows: list, export, import, compare, run.");
        command.Subcommands.Add(WorkflowsListCommand.Create(globals));
        command.Subcommands.Add(WorkflowsExportCommand.Create(globals));
        command.Subcommands.Add(WorkflowsImportCommand.Create(globals));
        command.Subcommands.Add(WorkflowsDiffCommand.Create(globals));
        command.Subcommands.Add(WorkflowsRunCommand.Create(globals));
        return command;
    }

    /// <summary>The argument that names a definition.</summary>
    public static Argument<string> Id() => new("ID") { Description = "The workflow, for example full-backup; 'tapeflows workflows list' names all." };
}
