namespace Elsa.Scheduling.Bookmarks;

/// <summary>A workflow starts whenever a cron expression is due.</summary>
/// <param name="CronExpression">The expression.</param>
public record class CronTriggerPayload(string CronExpression);
