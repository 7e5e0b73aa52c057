namespace Elsa.Alterations.Core.Enums;

/// <summary>Where a job stands.</summary>
public enum AlterationJobStatus
{
    /// <summary>Nobody has begun.</summary>
    Pending,

    /// <summary>A node is at it.</summary>
    Running,

    /// <summary>All changes were made.</summary>
    Completed,

    /// <summary>No change was made; the log says why.</summary>
    Failed,
}

/// <summary>Where a plan stands.</summary>
public enum AlterationPlanStatus
{
    /// <summary>Nobody has begun.</summary>
    Pending,

    /// <summary>The instances are being found.</summary>
    Generating,

    /// <summary>The jobs are being dispatched.</summary>
    Dispatching,

    /// <summary>The jobs are being done.</summary>
    Running,

    /// <summary>All jobs have ended, well or not.</summary>
    Completed,

    /// <summary>It could not be made into jobs.</summary>
    Failed,
}
