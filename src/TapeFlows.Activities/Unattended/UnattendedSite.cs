using TapeFlows.Backup.Retention;

namespace TapeFlows.Activities.Unattended;

/// <summary>What a host gives the procedures that look after it: what is kept, what it should be like, where reports go.</summary>
public sealed record UnattendedSite
{
    /// <summary>What is kept of sets and volumes.</summary>
    public RetentionPolicies Policies { get; init; } = RetentionPolicies.Usual;

    /// <summary>Where reports are written.</summary>
    public required string ReportsFolder { get; init; }

    /// <summary>For how long reports are kept. Default: two years.</summary>
    public TimeSpan KeepReports { get; init; } = TimeSpan.FromDays(730);

    /// <summary>What is backed up where nobody says what.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>The folders that must be there for this user to write to, and have room.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>Files that only this user may read, if they are there: they hold secrets.</summary>
    public IReadOnlyList<string> SecretFiles { get; init; } = [];

    /// <summary>The free bytes on the disk of each folder at least. Default: 100 MB.</summary>
    public long MinFreeDisk { get; init; } = 100_000_000;

    /// <summary>The load of the last minute that a core bears at most. Default: 4.</summary>
    public double MaxLoadPerCore { get; init; } = 4;

    /// <summary>Hosts that must answer, as name or name:port.</summary>
    public IReadOnlyList<string> NetworkHosts { get; init; } = [];
}
