using System.Net;
using TapeFlows.Server.Output;

namespace TapeFlows.Server.Client;

/// <summary>Which server a command is for, and by which key.</summary>
internal static class ServerChoice
{
    /// <summary>The connection; null: no server is named.</summary>
    /// <param name="address">What was typed; null: what the environment says counts.</param>
    /// <param name="keyFile">Where the key is; null: in the environment.</param>
    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="screen">Told when the key is in danger.</param>
    /// <exception cref="UsageException">The address is none, or the key cannot be read.</exception>
    public static ServerConnection? Connect(string? address, string? keyFile, Func<string, string?> variable, Screen screen)
    {
        var text = address ?? variable(ServerConnection.AddressVariable);
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (!Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var server) || server.Scheme is not ("http" or "https"))
            throw new UsageException($"'{text}' is not the address of a server: write for example http://127.0.0.1:5080.");
        var key = KeyOf(keyFile, variable);
        if (key is not null && server.Scheme == "http" && !IsThisMachine(server))
            screen.Warn($"The API key goes to {server.Host} in the clear: who listens on the way can use it. Use an https address.");
        return new ServerConnection(server, key);
    }

    private static bool IsThisMachine(Uri server) => server.IsLoopback || (IPAddress.TryParse(server.Host, out var address) && IPAddress.IsLoopback(address));

    private static string? KeyOf(string? file, Func<string, string?> variable)
    {
        if (file is null)
            return variable(ServerConnection.KeyVariable) is { Length: > 0 } key ? key.Trim() : null;
        try
        {
            return File.ReadAllText(file).Trim() is { Length: > 0 } key ? key : throw new UsageException($"{file} is empty: it should hold an API key.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The API key cannot be read: {e.Message}");
        }
    }
}
