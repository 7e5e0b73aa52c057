using System.CommandLine;

namespace TapeFlows.Server.CommandLine;

/// <summary>The whole command line: its commands, and how it is read and carried out.</summary>
internal static class TapeFlowsCommand
{
    /// <summary>Builds the command line.</summary>
    public static RootCommand Create()
    {
        var globals = new GlobalOptions();
        var root = new RootCommand("TapeFlows: backup to tape and back, run as procedures.");
        globals.AddTo(root);
        root.Subcommands.Add(BackupCommand.Create(globals));
        root.Subcommands.Add(RestoreCommand.Create(globals));
        root.Subcommands.Add(VerifyCommand.Create(globals));
        root.Subcommands.Add(CopyCommand.Create(globals));
        root.Subcommands.Add(SetsCommand.Create(globals));
        root.Subcommands.Add(FilesCommand.Create(globals));
        root.Subcommands.Add(VolumesCommand.Create(globals));
        root.Subcommands.Add(LibraryCommand.Create(globals));
        root.Subcommands.Add(WorkflowsCommand.Create(globals));
        root.Subcommands.Add(TasksCommand.Create(globals));
        root.Subcommands.Add(StatusCommand.Create(globals));
        root.Subcommands.Add(FollowCommand.Create(globals));
        root.Subcommands.Add(UsersCommand.Create(globals));
        root.Subcommands.Add(KeysCommand.Create(globals));
        root.Subcommands.Add(RebuildCatalogCommand.Create(globals));
        root.Subcommands.Add(ServeCommand.Create(globals));
        return root;
    }

    /// <summary>Reads the arguments and does what they say.</summary>
    /// <param name="arguments">What was typed.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where everything goes that is said about them.</param>
    /// <param name="stopping">Asks the work to end at a safe point.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken stopping)
    {
        // A source may be named "@list" or "-x" in a folder of the user's: neither is an instruction to this program.
        var input = Create().Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        if (input.Errors.Count > 0)
            return Refuse(input, error);
        // Signals and exceptions are this program's own affair.
        var surroundings = new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false, Output = output, Error = error };
        return await input.InvokeAsync(surroundings, stopping);
    }

    private static int Refuse(ParseResult input, TextWriter screen)
    {
        foreach (var message in input.Errors.Select(error => error.Message).Distinct(StringComparer.Ordinal))
            screen.WriteLine($"error: {message}");
        screen.WriteLine($"Run '{PathOf(input.CommandResult.Command)} --help' to see what is possible.");
        return ExitCode.Usage;
    }

    private static string PathOf(Command command)
    {
        var names = new List<string>();
        for (Symbol? symbol = command; symbol is Command; symbol = symbol.Parents.FirstOrDefault())
            names.Insert(0, symbol is RootCommand ? "tapeflows" : symbol.Name);
        return string.Join(' ', names);
    }
}
