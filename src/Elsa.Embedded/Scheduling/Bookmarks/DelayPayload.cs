namespace Elsa.Scheduling.Bookmarks;

/// <summary>A wait for a point in time.</summary>
/// <param name="ResumeAt">The point in time.</param>
public record class DelayPayload(DateTimeOffset ResumeAt);
