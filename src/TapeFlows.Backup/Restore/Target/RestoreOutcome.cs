namespace TapeFlows.Backup.Restore.Target;

/// <summary>How far the restore of one entry came.</summary>
public enum RestoreResult
{
    /// <summary>It is there.</summary>
    Restored = 1,

    /// <summary>What was there before stays, as the overwrite policy says.</summary>
    Kept = 2,

    /// <summary>It is not there; the problem tells why.</summary>
    Failed = 3,

    /// <summary>
    /// A further name could not be made, because the name it points to was not restored here: restore it as a file of its own.
    /// </summary>
    NeedsContent = 4,
}

/// <summary>What came of one entry.</summary>
/// <param name="Result">How far it came.</param>
/// <param name="Problem">Why it failed, or what is missing on something restored (an owner, an attribute), for a person.</param>
/// <param name="Name">The name it got, when it is not its own (<see cref="OverwritePolicy.KeepBoth"/>).</param>
public readonly record struct RestoreOutcome(RestoreResult Result, string? Problem = null, byte[]? Name = null)
{
    internal static RestoreOutcome Failed(string problem) => new(RestoreResult.Failed, problem);
}
