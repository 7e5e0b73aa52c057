namespace TapeFlows.Operations.Resilience;

/// <summary>How often a kind of device trouble is tried again, and how long apart: each time twice as long.</summary>
public sealed record DeviceRetryOptions
{
    /// <summary>Further attempts, 0 to 1000.</summary>
    public int Attempts { get; set; } = 3;

    /// <summary>Before the first of them; 0 to 1 h.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>At most; no less than <see cref="Delay"/>.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromMinutes(5);

    internal void Validate(string name)
    {
        if (Attempts is < 0 or > 1000)
            throw new OperationException($"Device trouble '{name}': {Attempts} attempts are not usable: 0 to 1000.");
        if (Delay < TimeSpan.Zero || Delay > TimeSpan.FromHours(1) || MaxDelay < Delay)
            throw new OperationException($"Device trouble '{name}': delays of {Delay} to {MaxDelay} are not usable: from 0 to 1 hour, and the longest no less than the first.");
    }
}
