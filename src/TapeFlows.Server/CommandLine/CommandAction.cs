using System.CommandLine;
using TapeFlows.Backup.Volumes;
using TapeFlows.Catalog;
using TapeFlows.Operations;
using TapeFlows.Scheduling.Tasks;
using TapeFlows.Server.Access;
using TapeFlows.Server.Api.Problems;
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
            CommandContext? context = null;
            try
            {
                context = new CommandContext(input, globals, screen);
                var exitCode = await work(context, cancellationToken);
                context.LogEnd(exitCode);
                return exitCode;
            }
            catch (Exception e)
            {
                var (exitCode, message) = e switch
                {
                    UsageException => (ExitCode.Usage, e.Message),
                    OperationCanceledException when cancellationToken.IsCancellationRequested => (ExitCode.Failed, "Stopped before the end."),
                    _ => (ExitCode.Failed, MessageOf(e, input.GetValue(globals.Verbose))),
                };
                screen.Fail(message);
                context?.LogEnd(exitCode, e);
                return exitCode;
            }
            finally
            {
                context?.Dispose();
            }
        });

    /// <summary>The words of an exception that was made for people, or all of one that nobody foresaw.</summary>
    private static string MessageOf(Exception e, bool isVerbose) => e switch
    {
        _ when isVerbose => e.ToString(),
        CatalogException or OperationException or TapeException or TaskException or AccessException or ProblemException or IOException or UnauthorizedAccessException => e.Message,
        _ => $"{e.GetType().Name}: {e.Message} (nobody foresaw this; run again with --verbose for the details)",
    };
}
