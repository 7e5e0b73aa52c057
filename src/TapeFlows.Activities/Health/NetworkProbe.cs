using System.Globalization;
using System.Net;
using System.Net.Sockets;
using TapeFlows.Activities.Unattended;
using TapeFlows.Operations.Inbox;

namespace TapeFlows.Activities.Health;

/// <summary>Whether hosts answer: at a port, or, where none is named, by name.</summary>
internal sealed class NetworkProbe(UnattendedSite site) : IHealthProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public string Name => "network";

    public async Task<IReadOnlyList<HealthFinding>> LookAsync(CancellationToken cancellationToken)
    {
        var reasons = await Task.WhenAll(site.NetworkHosts.Select(host => WhyNotAsync(host, cancellationToken)));
        return [.. site.NetworkHosts.Zip(reasons).Where(pair => pair.Second is not null)
            .Select(pair => new HealthFinding(pair.First, NoticeSeverity.Error, $"The host {pair.First} does not answer: {pair.Second} See whether it runs, and whether the network reaches it."))];
    }

    private static async Task<string?> WhyNotAsync(string host, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            if (EndPointOf(host) is not { } port)
            {
                await Dns.GetHostAddressesAsync(host, patience.Token);
                return null;
            }

            using var client = new TcpClient();
            await client.ConnectAsync(port.Host, port.Port, patience.Token);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"nothing came within {Patience.TotalSeconds:0} s.";
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            return $"{e.Message}.";
        }
    }

    // An IPv6 address has colons of its own: with a port it is in brackets.
    private static DnsEndPoint? EndPointOf(string text)
    {
        var colon = text.LastIndexOf(':');
        var hasPort = colon > 0 && (text.IndexOf(':', StringComparison.Ordinal) == colon || text[colon - 1] == ']');
        return hasPort && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? new DnsEndPoint(text[..colon].Trim('[', ']'), port)
            : null;
    }
}
