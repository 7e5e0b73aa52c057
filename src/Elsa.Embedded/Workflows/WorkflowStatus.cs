namespace Elsa.Workflows;

/// <summary>Whether a workflow instance is done.</summary>
public enum WorkflowStatus
{
    /// <summary>Not done; see the sub-status.</summary>
    Running,

    /// <summary>Done; see the sub-status for how.</summary>
    Finished,
}

/// <summary>Where a workflow instance stands, in detail.</summary>
public enum WorkflowSubStatus
{
    /// <summary>Created, not started.</summary>
    Pending,

    /// <summary>An activity is being executed.</summary>
    Executing,

    /// <summary>Waiting for something outside.</summary>
    Suspended,

    /// <summary>Ended as intended.</summary>
    Finished,

    /// <summary>Ended because someone said so.</summary>
    Cancelled,

    /// <summary>Ended by an exception.</summary>
    Faulted,

    /// <summary>Was being executed when its host died.</summary>
    Interrupted,
}
