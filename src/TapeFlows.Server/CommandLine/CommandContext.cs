using System.CommandLine;
using TapeFlows.Server.Client;
using TapeFlows.Server.Composition;
using TapeFlows.Server.Data;
using TapeFlows.Server.Hosting;
using TapeFlows.Server.Output;

namespace TapeFlows.Server.CommandLine;

/// <summary>What every command has: what was typed, where to work, where to show it.</summary>
internal sealed partial class CommandContext(ParseResult input, GlobalOptions globals, Screen screen) : IDisposable
{
    private const string Category = "tapeflows";
    private readonly bool _isVerbose = input.GetValue(globals.Verbose);
    private LogFile? _log;

    public Screen Screen { get; } = screen;

    public DataFolder Folder { get; } = DataFolder.Resolve(input.GetValue(globals.Data), Environment.GetEnvironmentVariable);

    public T? Get<T>(Option<T> option) => input.GetValue(option);

    public T? Get<T>(Argument<T> argument) => input.GetValue(argument);

    /// <summary>The log of the data folder, once that was opened.</summary>
    public LogFile Log => _log ?? throw new InvalidOperationException("The data folder has not been opened.");

    /// <summary>Opens the data folder; makes it at the first use.</summary>
    public async Task<Station> OpenAsync(CancellationToken cancellationToken, bool withLibrary = true)
    {
        // The folder of an earlier use has its log before anything else, so that it tells of settings that cannot be read, too.
        if (Directory.Exists(Folder.Path))
            Begin();
        var station = await Station.OpenAsync(Folder, Screen, withLibrary, cancellationToken);
        if (_log is null)
            Begin();
        return station;
    }

    /// <summary>The server that the command is for; null: none, it works on the data folder.</summary>
    /// <exception cref="UsageException">Its address is none, or the key cannot be read.</exception>
    public ServerConnection? Connect() => ServerChoice.Connect(input.GetValue(globals.Server), input.GetValue(globals.ApiKeyFile), Environment.GetEnvironmentVariable, Screen);

    /// <summary>The tasks of the server that the command is for, or of the data folder.</summary>
    public async Task<ITaskDoor> OpenTasksAsync(CancellationToken cancellationToken) =>
        Connect() is { } server ? new ServerTasks(server) : await EmbeddedTasks.OpenAsync(await OpenAsync(cancellationToken), Log, Screen, cancellationToken);

    /// <summary>The users and keys of the server that the command is for, or of the data folder.</summary>
    public async Task<IAccessDoor> OpenAccessAsync(CancellationToken cancellationToken) =>
        Connect() is { } server ? new ServerAccess(server) : new EmbeddedAccess(await OpenAsync(cancellationToken, withLibrary: false));

    /// <summary>Tells the log how the command ended.</summary>
    /// <param name="exitCode">What the caller gets.</param>
    /// <param name="failure">Why, when it failed by an exception.</param>
    public void LogEnd(int exitCode, Exception? failure = null)
    {
        if (_log?.For(Category) is not { } logger)
            return;
        if (failure is null)
            LogEnd(logger, exitCode);
        else
            LogFailure(logger, failure, exitCode);
    }

    public void Dispose() => _log?.Dispose();

    private void Begin()
    {
        _log = LogFile.Open(Folder, _isVerbose, Environment.GetEnvironmentVariable);
        LogPlace(_log.For(Category), typeof(CommandContext).Assembly.GetName().Version!.ToString(3), Engine.Name, Folder.Path);
        LogBegin(_log.For(Category), string.Join(' ', input.Tokens.Select(token => token.Value)));
    }

    [LoggerMessage(LogLevel.Debug, "TapeFlows {Version} with {Engine} in {Folder}")]
    private static partial void LogPlace(ILogger logger, string version, string engine, string folder);

    [LoggerMessage(LogLevel.Information, "Began: {Arguments}")]
    private static partial void LogBegin(ILogger logger, string arguments);

    [LoggerMessage(LogLevel.Information, "Ended with exit code {ExitCode}")]
    private static partial void LogEnd(ILogger logger, int exitCode);

    [LoggerMessage(LogLevel.Error, "Ended with exit code {ExitCode}")]
    private static partial void LogFailure(ILogger logger, Exception failure, int exitCode);
}
