namespace Elsa.Scheduling.Bookmarks;

/// <summary>A point in time at which a workflow starts or goes on.</summary>
/// <param name="ExecuteAt">The point in time.</param>
public record class StartAtPayload(DateTimeOffset ExecuteAt);
