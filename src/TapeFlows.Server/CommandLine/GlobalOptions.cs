using System.CommandLine;
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

    public void AddTo(Command root)
    {
        root.Options.Add(Data);
        root.Options.Add(Json);
        root.Options.Add(Quiet);
        root.Options.Add(Verbose);
    }
}
