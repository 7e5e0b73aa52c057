namespace Elsa.Scheduling.Bookmarks;

/// <summary>A workflow starts again and again.</summary>
/// <param name="StartAt">The first time.</param>
/// <param name="Interval">The time from one start to the next.</param>
public record class TimerTriggerPayload(DateTimeOffset StartAt, TimeSpan Interval);
