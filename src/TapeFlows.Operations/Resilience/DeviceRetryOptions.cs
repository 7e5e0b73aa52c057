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

    /// <summary>How long to wait before the attempt that follows so many; varied, so that those who wait for the same thing do not come back in the same moment.</summary>
    internal TimeSpan DelayAfter(int attempts) => Math.Min(MaxDelay.TotalSeconds, Delay.TotalSeconds * Math.Pow(2, Math.Min(attempts, 30))) * TimeSpan.FromSeconds(0.8 + (Random.Shared.NextDouble() * 0.4));

    internal void Validate(string name)
    {
        if (Attempts is < 0 or > 1000)
            throw new OperationException($"Device trouble '{name}': {Attempts} attempts are not usable: 0 to 1000.");
        if (Delay < TimeSpan.Zero || Delay > TimeSpan.FromHours(1) || MaxDelay < Delay)
            throw new OperationException($"Device trouble '{name}': delays of {Delay} to {MaxDelay} are not usable: from 0 to 1 hour, and the longest no less than the first.");
    }
}
