namespace Elsa.Scheduling.Bookmarks;

/// <summary>A wait in the middle of a flow for an interval to pass.</summary>
/// <param name="ResumeAt">When it has passed.</param>
public record class TimerBookmarkPayload(DateTimeOffset ResumeAt);
