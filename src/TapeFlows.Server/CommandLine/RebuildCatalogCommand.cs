using System.CommandLine;

namespace TapeFlows.Server.CommandLine;

/// <summary><c>tapeflows rebuild-catalog</c></summary>
internal static class RebuildCatalogCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var command = new Command("rebuild-catalog", "Make the catalog anew from the cartridges in the library.");
        command.Does(globals, (context, _) =>
        {
            context.Screen.Fail("Rebuilding is not in this build yet.");
            return Task.FromResult(ExitCode.Failed);
        });
        return command;
    }
}
