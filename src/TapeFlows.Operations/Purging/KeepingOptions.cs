namespace TapeFlows.Operations.Purging;

/// <summary>For how long is kept what is over.</summary>
public sealed record KeepingOptions
{
    /// <summary>Operations that were done. Default: 90 days.</summary>
    public TimeSpan Operations { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Operations that failed or were cancelled. Default: 365 days.</summary>
    public TimeSpan FailedOperations { get; init; } = TimeSpan.FromDays(365);

    /// <summary>Entries of the inbox that are closed, and messages of no weight. Default: 90 days.</summary>
    public TimeSpan Messages { get; init; } = TimeSpan.FromDays(90);
}
