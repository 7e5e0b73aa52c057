using System.CommandLine;
using TapeFlows.Backup.Volumes;
using TapeFlows.Catalog;
using TapeFlows.Server.Output;

namespace TapeFlows.Server.CommandLine;

/// <summary>Gives a command its work, and turns what can go wrong into a message and an exit code.</summary>
internal static class CommandAction
{
    /// <summary>Sets the work of a command.</summary>
    public static void Does(this Command command, GlobalOptions globals, Func<CommandContext, CancellationToken, Task<int>> work) =>
        command.SetAction(async (input, cancellationToken) =>
        {
            var screen = Screen.On(input.InvocationConfiguration.Output, input.InvocationConfiguration.Error, input.GetValue(globals.Json), input.GetValue(globals.Quiet));
            try
            {
                return await work(new CommandContext(input, globals, screen), cancellationToken);
            }
            catch (UsageException e)
            {
                screen.Fail(e.Message);
                return ExitCode.Usage;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                screen.Fail("Stopped before the end.");
                return ExitCode.Failed;
            }
            catch (Exception e)
            {
                screen.Fail(MessageOf(e, input.GetValue(globals.Verbose)));
                return ExitCode.Failed;
            }
        });

    /// <summary>The words of an exception that was made for people, or all of one that nobody foresaw.</summary>
    private static string MessageOf(Exception e, bool isVerbose) => e switch
    {
        _ when isVerbose => e.ToString(),
        CatalogException or TapeException or IOException or UnauthorizedAccessException => e.Message,
        _ => $"{e.GetType().Name}: {e.Message} (nobody foresaw this; run again with --verbose for the details)",
    };
}
