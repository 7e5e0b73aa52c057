namespace TapeFlows.Scheduling.Tasks;

/// <summary>What must hold for a run to start (<c>conditions</c>). While it does not, the run is postponed, with the reason in the log; it does not fail.</summary>
public sealed record TaskConditions
{
    /// <summary>The most load, averaged over a minute as <c>uptime</c> shows it, for example 1.6; <see langword="null"/>: 0.8 for each core.</summary>
    public double? MaxLoad { get; init; }

    /// <summary>The least free space in bytes, by folder; empty: nothing is asked.</summary>
    public IReadOnlyDictionary<string, long> MinFreeDisk { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Hosts that must answer, as <c>host</c> (its name has an address) or <c>host:port</c> (it takes a connection).</summary>
    public IReadOnlyList<string> NetworkHosts { get; init; } = [];

    /// <summary>The hours in which a run may start, in the zone of the task; <see langword="null"/>: all. A window may go over midnight.</summary>
    public TimeWindow? Window { get; init; }
}

/// <summary>Hours of the day, from one time up to but without another.</summary>
/// <param name="From">The first time.</param>
/// <param name="To">The first time that is outside again.</param>
public readonly record struct TimeWindow(TimeOnly From, TimeOnly To)
{
    /// <summary>Whether a time of day is inside.</summary>
    public bool Has(TimeOnly time) => From <= To ? time >= From && time < To : time >= From || time < To;
}
