using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Hosting;

/// <summary>
/// Callers behind a reverse proxy, by what the proxy says of them: for throttling, for the audit log, and for what only callers on this machine may. Only proxies that the settings name are believed, since anybody can
/// send such a header. The name that was called (<c>X-Forwarded-Host</c>) is not taken over: many proxies pass on what the caller wrote there.
/// </summary>
internal static class TrustedProxies
{
    /// <summary>Reads the setting <c>server.trusted_proxies</c>.</summary>
    /// <returns>Null: there is no proxy.</returns>
    /// <exception cref="UsageException">One is neither an address nor a network.</exception>
    public static ForwardedHeadersOptions? Read(ServerSettings settings)
    {
        if (settings.TrustedProxies.Count == 0)
            return null;
        // As many proxies as stand behind each other, all of them known: the first that is not is the caller.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var text in settings.TrustedProxies)
        {
            if (IPAddress.TryParse(text, out var address))
                options.KnownProxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(text, out var network))
                options.KnownIPNetworks.Add(network);
            else
                throw new UsageException($"The setting server.trusted_proxies has '{text}', which is neither an address nor a network. Write for example \"127.0.0.1\" or \"10.0.0.0/8\".");
        }

        return options;
    }

    /// <summary>Has callers be who the proxies say. It stands before everything that asks who calls.</summary>
    public static void UseTrustedProxies(this WebApplication host, ForwardedHeadersOptions? proxies)
    {
        if (proxies is not null)
            host.UseForwardedHeaders(proxies);
    }
}
