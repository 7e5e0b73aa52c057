namespace TapeFlows.Backup.Retention;

/// <summary>Why a set stays, or goes.</summary>
public enum RetentionReason
{
    /// <summary>It goes: the time for which it was to be kept is over.</summary>
    TooOld = 1,

    /// <summary>It goes: there are enough later full sets of its history.</summary>
    TooMany,

    /// <summary>It stays: its time is not over.</summary>
    Young,

    /// <summary>It stays: nothing says when it may go.</summary>
    NoLimit,

    /// <summary>It stays: it is one of the last of its history.</summary>
    Latest,

    /// <summary>It stays: a set that stays stands on it.</summary>
    Needed,

    /// <summary>It stays: it is being written, or its writer died and the next run settles it.</summary>
    Unsettled,
}

/// <summary>What becomes of a set.</summary>
/// <param name="Set">The set.</param>
/// <param name="Reason">Why.</param>
/// <param name="NeededBy">For <see cref="RetentionReason.Needed"/>: a set that stands on it.</param>
public sealed record SetVerdict(BackupSet Set, RetentionReason Reason, Guid? NeededBy = null)
{
    /// <summary>Whether it goes.</summary>
    public bool IsExpired => Reason is RetentionReason.TooOld or RetentionReason.TooMany;
}
