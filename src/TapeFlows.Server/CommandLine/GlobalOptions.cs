using System.CommandLine;
using TapeFlows.Server.Client;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.CommandLine;

/// <summary>The options that stand before or behind any command.</summary>
internal sealed class GlobalOptions
{
    public Option<string?> Data { get; } = new("--data")
    {
        Description = $"The data folder: catalog, settings and virtual library. Default: {DataFolder.Variable}, else ~/.local/share/tapeflows.",
        HelpName = "DIR",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Print the result as JSON on standard output, and nothing else there.",
        Recursive = true,
    };

    public Option<bool> Quiet { get; } = new("--quiet", "-q")
    {
        Description = "No progress and no remarks; warnings, errors and results stay.",
        Recursive = true,
    };

    public Option<bool> Verbose { get; } = new("--verbose", "-v")
    {
        Description = "Log what is done to standard error.",
        Recursive = true,
    };

    public Option<string?> Server { get; } = new("--server")
    {
        Description = $"A running server, for example http://127.0.0.1:5080. Default: {ServerConnection.AddressVariable}; without either, commands work on the data folder. Only tasks, status, follow, users and keys ask a server.",
        HelpName = "URL",
        Recursive = true,
    };

    public Option<string?> ApiKeyFile { get; } = new("--api-key-file")
    {
        Description = $"A file with the API key for the server. Default: the key in {ServerConnection.KeyVariable}.",
        HelpName = "FILE",
        Recursive = true,
    };

    public void AddTo(Command root)
    {
        root.Options.Add(Data);
        root.Options.Add(Json);
        root.Options.Add(Quiet);
        root.Options.Add(Verbose);
        root.Options.Add(Server);
        root.Options.Add(ApiKeyFile);
    }
}
