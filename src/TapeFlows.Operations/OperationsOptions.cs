using TapeFlows.Catalog;
using TapeFlows.Operations.Resilience;

namespace TapeFlows.Operations;

/// <summary>How a node takes part in the operations of its database.</summary>
public sealed class OperationsOptions
{
    /// <summary>The database, that of the catalog. The operations have tables of their own in it.</summary>
    public CatalogOptions Database { get; set; } = new();

    /// <summary>The name of the node, for people and for <see cref="OperationRequest.PreferredNode"/>. Default: the name of the machine.</summary>
    public string Node { get; set; } = Environment.MachineName;

    /// <summary>The drives that the node serves; empty: all of its library.</summary>
    public IList<string> Drives { get; } = [];

    /// <summary>How many operations that name no drive may run at once over all nodes, 1 to 1000. Default: 3.</summary>
    public int MaxRunning { get; set; } = 3;

    /// <summary>
    /// How long a node may be silent before what it holds is free for others, 2 s to 10 min. Default: 15 s. A writer that cannot renew stops well before.
    /// </summary>
    public TimeSpan LeaseTime { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Whether what is enqueued here is for this process alone, as on a command line: no other node takes it, and it ends with the process. Default: no.
    /// </summary>
    public bool IsPrivate { get; set; }

    /// <summary>
    /// Whether the host knows for certain at its start that no other process of this name lives: then what a former one had is free at once, and not only when its leases end.
    /// Default: no.
    /// </summary>
    public bool IsNodeAlone { get; set; }

    /// <summary>
    /// Whether an operation that finds no fitting volume waits until a person has brought one, with a request in the operators' inbox; otherwise it ends with
    /// <see cref="OperationOutcome.NeedsOperator"/> at once. Default: no. What is private never waits.
    /// </summary>
    public bool WaitsForVolumes { get; set; }

    /// <summary>How often a node looks for what nobody works on: left by nodes that died, or not delivered. Default: 30 s; at least 1 s.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often, and how long apart, device trouble is tried again, by the name of the trouble.</summary>
    public IDictionary<string, DeviceRetryOptions> DeviceTrouble { get; } = new Dictionary<string, DeviceRetryOptions>(StringComparer.OrdinalIgnoreCase)
    {
        [Resilience.DeviceTrouble.NotReady] = new() { Attempts = 10, Delay = TimeSpan.FromSeconds(15), MaxDelay = TimeSpan.FromMinutes(2) },
        [Resilience.DeviceTrouble.Busy] = new() { Attempts = 1000, Delay = TimeSpan.FromSeconds(15), MaxDelay = TimeSpan.FromMinutes(2) },
        [Resilience.DeviceTrouble.Transport] = new() { Attempts = 2, Delay = TimeSpan.FromSeconds(30), MaxDelay = TimeSpan.FromMinutes(2) },
    };

    /// <summary>Refuses what cannot work, naming the option.</summary>
    /// <exception cref="OperationException">An option is out of range.</exception>
    public void Validate()
    {
        Database.Validate();
        if (string.IsNullOrWhiteSpace(Node))
            throw new OperationException("The node of the operations has no name.");
        if (MaxRunning is < 1 or > 1000)
            throw new OperationException($"{MaxRunning} operations at once are not usable: 1 to 1000.");
        if (LeaseTime < TimeSpan.FromSeconds(2) || LeaseTime > TimeSpan.FromMinutes(10))
            throw new OperationException($"A lease of {LeaseTime} is not usable: 2 seconds to 10 minutes.");
        if (SweepInterval < TimeSpan.FromSeconds(1))
            throw new OperationException($"A sweep every {SweepInterval} is not usable: at least 1 second apart.");
        foreach (var (name, retry) in DeviceTrouble)
            retry.Validate(name);
    }
}
