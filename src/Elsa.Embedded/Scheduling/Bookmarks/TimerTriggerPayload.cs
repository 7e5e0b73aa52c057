using Elsa.Workflows.Attributes;

namespace Elsa.Scheduling.Bookmarks;

/// <summary>A workflow starts again and again.</summary>
/// <param name="StartAt">The first time. It depends on when somebody looked, so it is no part of what makes a timer the same one: indexed again it keeps its beat.</param>
/// <param name="Interval">The time from one start to the next.</param>
public record class TimerTriggerPayload([property: ExcludeFromHash] DateTimeOffset StartAt, TimeSpan Interval);
