namespace Elsa.Scheduling;

/// <summary>Reads cron expressions.</summary>
public interface ICronParser
{
    /// <summary>When the expression is due next, after now.</summary>
    /// <exception cref="FormatException">The text is no cron expression, or is never due again.</exception>
    DateTimeOffset GetNextOccurrence(string expression);
}
