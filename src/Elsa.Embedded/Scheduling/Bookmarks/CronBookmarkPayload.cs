namespace Elsa.Scheduling.Bookmarks;

/// <summary>A wait in the middle of a flow for the next time a cron expression is due.</summary>
/// <param name="ExecuteAt">When that is.</param>
/// <param name="CronExpression">The expression.</param>
public record class CronBookmarkPayload(DateTimeOffset ExecuteAt, string CronExpression);
