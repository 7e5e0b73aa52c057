namespace Elsa.Workflows.Runtime.Options;

/// <summary>How the runtime comes to rest.</summary>
public class GracefulShutdownOptions
{
    /// <summary>For how long bursts may go on after a stop signal; then they are interrupted, and go on from their last commit at the next start.</summary>
    public TimeSpan DrainDeadline { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>For how long a source of work may take to pause.</summary>
    public TimeSpan IngressPauseTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many interrupted instances an outcome names.</summary>
    public int MaxForceCancelledInstanceIdsReported { get; set; } = 100;

    /// <summary>Whether a pause outlives the process.</summary>
    public PausePersistencePolicy PausePersistence { get; set; }
}

/// <summary>Whether a pause outlives the process.</summary>
public enum PausePersistencePolicy
{
    /// <summary>A restart ends the pause.</summary>
    SessionScoped,

    /// <summary>The pause holds until someone ends it.</summary>
    AcrossReactivations,
}
