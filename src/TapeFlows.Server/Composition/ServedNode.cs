using TapeFlows.Server.Data;

namespace TapeFlows.Server.Composition;

/// <summary>What a server is to others.</summary>
/// <param name="Name">Its name among the servers on one database.</param>
/// <param name="Address">Where it listens, unless the settings say how its callers see it; <see langword="null"/>: at no address that could be told.</param>
internal sealed record ServedNode(string Name, Uri? Address)
{
    /// <summary>The name that the settings give it.</summary>
    public static string NameIn(Settings settings) => settings.Node is { Length: > 0 } name ? name : Environment.MachineName;

    /// <summary>The node of a server that listens at an address.</summary>
    public static ServedNode Of(Settings settings, string url) => new(NameIn(settings), Uri.TryCreate(url, UriKind.Absolute, out var address) ? address : null);
}
