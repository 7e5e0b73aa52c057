namespace TapeFlows.Scheduling.Runs;

/// <summary>What caused a run (<c>trigger</c> of the log).</summary>
public enum RunTrigger
{
    /// <summary>The schedule, at its planned time.</summary>
    Schedule = 0,

    /// <summary>A person.</summary>
    Manual = 1,

    /// <summary>The failure of the attempt before.</summary>
    Retry = 2,

    /// <summary>The schedule, later than planned, because nothing was up then.</summary>
    Missed = 3,

    /// <summary>A call of an HTTP trigger.</summary>
    Http = 4,

    /// <summary>The end of a task it depends on.</summary>
    Dependency = 5,
}
