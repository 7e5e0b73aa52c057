namespace TapeFlows.Scheduling.Tasks;

/// <summary>What happens to planned times that passed while the host slept or was down (<c>on_missed</c>).</summary>
public enum MissedRule
{
    /// <summary>One run makes up for all of them: that of the first one missed.</summary>
    RunOnce = 0,

    /// <summary>Each is made up for, one after the other; the first <see cref="ScheduledTask.MaxMadeUpFor"/> at most.</summary>
    RunAll = 1,

    /// <summary>They are skipped. The log says so.</summary>
    Skip = 2,
}
