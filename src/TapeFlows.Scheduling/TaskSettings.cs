namespace TapeFlows.Scheduling;

/// <summary>How tasks are run. Checked at start.</summary>
public sealed class TaskSettings
{
    /// <summary>How many runs go on at a time on all nodes together: 1 to 1000. Default: 3.</summary>
    public int MaxRuns { get; set; } = 3;

    /// <summary>The time zone of tasks that name none. Default: that of the host.</summary>
    public TimeZoneInfo TimeZone { get; set; } = TimeZoneInfo.TryFindSystemTimeZoneById(TimeZoneInfo.Local.Id, out var local) ? local : TimeZoneInfo.Utc;

    /// <summary>How late a planned time may be before it counts as missed: one second or more. Default: one minute.</summary>
    public TimeSpan MissedAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long after its conditions did not hold a run is looked at again: one second or more. Default: one minute.</summary>
    public TimeSpan LookAgainAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a firing may give no sign of life before another takes its run over: ten seconds or more. Default: two minutes.</summary>
    public TimeSpan LostAfter { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How often a run looks whether it is over, wanted or late: 10 milliseconds to 10 seconds. Default: one second.</summary>
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a stop of the host waits for the runs to reach a safe point: zero or more. Default: 20 seconds; the host's own limit counts besides.</summary>
    public TimeSpan StopPatience { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the log keeps what ended well, was cancelled or skipped. Default: 90 days.</summary>
    public TimeSpan KeepLog { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long the log keeps what failed. Default: 365 days.</summary>
    public TimeSpan KeepFailures { get; set; } = TimeSpan.FromDays(365);

    /// <summary>The value of a variable of the configuration, by its name as the older service knew it. Default: that of the environment.</summary>
    public Func<string, string?> Variable { get; set; } = Environment.GetEnvironmentVariable;

    /// <summary>Checks that the settings make sense.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One does not.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRuns, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxRuns, 1000);
        ArgumentOutOfRangeException.ThrowIfLessThan(MissedAfter, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(LookAgainAfter, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(LostAfter, TimeSpan.FromSeconds(10));
        ArgumentOutOfRangeException.ThrowIfLessThan(LookEvery, TimeSpan.FromMilliseconds(10));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(LookEvery, TimeSpan.FromSeconds(10));
        ArgumentOutOfRangeException.ThrowIfLessThan(StopPatience, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(KeepLog, TimeSpan.FromHours(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(KeepFailures, KeepLog);
    }
}
