namespace Elsa.Scheduling;

/// <summary>The kinds of time an activity waits for; each is the type of its activity.</summary>
public static class SchedulingStimulusNames
{
    /// <summary>A cron expression is due.</summary>
    public const string Cron = "Elsa.Cron";

    /// <summary>A point in time is reached.</summary>
    public const string StartAt = "Elsa.StartAt";

    /// <summary>An interval has passed.</summary>
    public const string Timer = "Elsa.Timer";

    /// <summary>A delay has passed.</summary>
    public const string Delay = "Elsa.Delay";

    internal static readonly string[] All = [Cron, StartAt, Timer, Delay];

    internal static readonly string[] Triggers = [Cron, StartAt, Timer];
}
