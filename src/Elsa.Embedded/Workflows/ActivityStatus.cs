namespace Elsa.Workflows;

/// <summary>Where one execution of an activity stands.</summary>
public enum ActivityStatus
{
    /// <summary>Created, not started.</summary>
    Pending,

    /// <summary>Started, not ended; it may be waiting.</summary>
    Running,

    /// <summary>Ended as intended.</summary>
    Completed,

    /// <summary>Ended because someone said so.</summary>
    Canceled,

    /// <summary>Ended by an exception.</summary>
    Faulted,
}
