using System.CommandLine;
using TapeFlows.Server.Data;
using TapeFlows.Server.Output;

namespace TapeFlows.Server.CommandLine;

/// <summary>What every command has: what was typed, where to work, where to show it.</summary>
internal sealed class CommandContext(ParseResult input, GlobalOptions globals, Screen screen)
{
    public Screen Screen { get; } = screen;

    public bool IsVerbose { get; } = input.GetValue(globals.Verbose);

    public DataFolder Folder { get; } = DataFolder.Resolve(input.GetValue(globals.Data), Environment.GetEnvironmentVariable);

    public T? Get<T>(Option<T> option) => input.GetValue(option);

    public T? Get<T>(Argument<T> argument) => input.GetValue(argument);

    /// <summary>Opens the data folder; makes it at the first use.</summary>
    public Task<Station> OpenAsync(CancellationToken cancellationToken, bool withLibrary = true) =>
        Station.OpenAsync(Folder, Screen, withLibrary, cancellationToken);
}
