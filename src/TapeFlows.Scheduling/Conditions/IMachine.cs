using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace TapeFlows.Scheduling.Conditions;

/// <summary>What conditions are asked of: this host and its network.</summary>
internal interface IMachine
{
    /// <summary>How many processors it has.</summary>
    int Cores { get; }

    /// <summary>Its load, averaged over a minute.</summary>
    double Load();

    /// <summary>The free bytes on the disk of a folder; <see langword="null"/>: there is no such folder.</summary>
    long? FreeBytes(string folder);

    /// <summary>Why a host does not answer; <see langword="null"/>: it does.</summary>
    Task<string?> ProbeAsync(string host, int? port, CancellationToken cancellationToken);
}

/// <summary>This host, a Linux.</summary>
internal sealed class LinuxMachine(TimeProvider time) : IMachine
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public int Cores => Environment.ProcessorCount;

    public double Load()
    {
        // proc(5): the first field of /proc/loadavg is the average of the last minute.
        var text = File.ReadAllText("/proc/loadavg", Encoding.ASCII);
        return double.Parse(text.AsSpan(0, text.IndexOf(' ', StringComparison.Ordinal)), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    public long? FreeBytes(string folder) => Directory.Exists(folder) ? new DriveInfo(folder).AvailableFreeSpace : null;

    public async Task<string?> ProbeAsync(string host, int? port, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            if (port is null)
            {
                await System.Net.Dns.GetHostAddressesAsync(host, both.Token);
                return null;
            }

            using var client = new TcpClient();
            await client.ConnectAsync(host, port.Value, both.Token);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"no answer within {Patience.TotalSeconds:0} s";
        }
        catch (SocketException error)
        {
            return error.Message;
        }
    }
}
