namespace Elsa.Scheduling.Options;

/// <summary>How the scheduler of this process catches up after the host was down.</summary>
public class SchedulingOptions
{
    /// <summary>How long something waits at least whose time passed while the host was down.</summary>
    public TimeSpan MinimumPastDueScheduleDelay { get; set; } = TimeSpan.FromMilliseconds(1);

    /// <summary>The time between two such things, so that a thousand overdue delays do not resume at once.</summary>
    public TimeSpan PastDueScheduleStaggerInterval { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>The time within which all of them are begun; what does not fit shares the times within it.</summary>
    public TimeSpan PastDueScheduleStaggerWindow { get; set; } = TimeSpan.FromSeconds(10);
}
