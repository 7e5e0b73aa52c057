namespace Elsa.Common;

/// <summary>The time as the engine sees it.</summary>
public interface ISystemClock
{
    /// <summary>The current instant in UTC.</summary>
    DateTimeOffset UtcNow { get; }
}

/// <summary>Takes the time from the host's <see cref="TimeProvider"/>, so that tests own the clock.</summary>
internal sealed class TimeProviderClock(TimeProvider timeProvider) : ISystemClock
{
    public DateTimeOffset UtcNow => timeProvider.GetUtcNow();
}
