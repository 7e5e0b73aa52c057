namespace TapeFlows.Backup.Restore.Target;

/// <summary>Where and how to restore.</summary>
public sealed record RestoreTargetOptions
{
    /// <summary>
    /// The directory below which everything is restored with its full path, as an absolute path in <see cref="PathText"/> form; <c>/</c>: the original place.
    /// Made when missing.
    /// </summary>
    public required string Directory { get; init; }

    /// <summary>What to do with what is already there.</summary>
    public OverwritePolicy Overwrite { get; init; } = OverwritePolicy.Always;

    /// <summary>What decides about owners.</summary>
    public OwnerPolicy Owners { get; init; } = OwnerPolicy.ByName;

    /// <summary>What to do with symbolic links in the place of directories.</summary>
    public LinkPolicy Links { get; init; } = LinkPolicy.Refuse;

    /// <summary>Whether an administrator's restore makes device nodes; they give access to hardware, so an archive of doubtful origin should not.</summary>
    public bool DeviceNodes { get; init; } = true;

    /// <summary>Whether extended attributes and ACLs are restored.</summary>
    public bool Attributes { get; init; } = true;
}
