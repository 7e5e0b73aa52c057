using TapeFlows.Backup.Restore.Target;

namespace TapeFlows.Backup.Restore;

/// <summary>What to restore, and where to.</summary>
public sealed record RestoreRequest
{
    /// <summary>A certain set, also an incomplete one; <see langword="null"/>: the latest complete one (at <see cref="At"/>).</summary>
    public Guid? SetId { get; init; }

    /// <summary>The state at this moment: the newest complete set that began at or before it. <see langword="null"/>: now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The history to choose from, as in <see cref="BackupSet.Roots"/>; <see langword="null"/>: that of the newest set there is.</summary>
    public IReadOnlyList<string>? Roots { get; init; }

    /// <summary>
    /// Paths and patterns as in <see cref="Sources.PathPattern"/>, absolute or relative to a root of the set; a directory stands for all that is in
    /// it, and <c>!</c> in front takes out again what an earlier one let in. Empty: everything.
    /// </summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>The folder below which every entry gets its full original path; <see langword="null"/>: where it was.</summary>
    public string? Target { get; init; }

    /// <summary>What happens to what is already there. Default: it is replaced.</summary>
    public OverwritePolicy Overwrite { get; init; } = OverwritePolicy.Always;

    /// <summary>What decides about owners. Default: names where this machine knows them, otherwise numbers.</summary>
    public OwnerPolicy Owners { get; init; } = OwnerPolicy.ByName;

    /// <summary>What happens to symbolic links in the place of directories. Default: what belongs behind them is refused.</summary>
    public LinkPolicy Links { get; init; } = LinkPolicy.Refuse;

    /// <summary>
    /// Whether an administrator's restore makes device nodes. They give access to hardware: leave them out of an archive of doubtful origin.
    /// </summary>
    public bool DeviceNodes { get; init; } = true;

    /// <summary>
    /// Puts also those files in place whose content does not match their checksum. They are reported all the same. Default: they are not put in place.
    /// </summary>
    public bool KeepMismatched { get; init; }

    /// <summary>Only makes the plan.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>How many threads write small files, 1 to 64.</summary>
    public int Writers { get; init; } = Math.Clamp(Environment.ProcessorCount, 2, 8);

    /// <summary>Bytes read ahead of the writers.</summary>
    public long BufferBytes { get; init; } = 48L * 1024 * 1024;
}
