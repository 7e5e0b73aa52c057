namespace TapeFlows.Backup.Retention;

/// <summary>
/// What is kept of the sets of a pool. Age is the pool's own (<see cref="Pool.Retention"/>, and what was promised when a set was written, <see cref="BackupSet.ExpiresAt"/>:
/// the later of the two); this says what counts besides.
/// </summary>
public sealed record RetentionPolicy
{
    /// <summary>How many of the latest complete full sets of a history stay however old they are, 1 to 10,000. Default: 1, so that a history never vanishes by age alone.</summary>
    public int KeepLast { get; init; } = 1;

    /// <summary>
    /// How many full sets of a history stay at most, however young they are, no fewer than <see cref="KeepLast"/>: what stands on older ones expires with them.
    /// <see langword="null"/>: any number. Default.
    /// </summary>
    public int? KeepAtMost { get; init; }

    /// <summary>How many sets should hold the latest content of a history, copies and recent backups of the same sources into other pools counted, 1 to 10. Default: 1. What has fewer is reported.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>For how long a volume may go without being read back; <see langword="null"/>: for ever. Default: 180 days. What went longer is reported.</summary>
    public TimeSpan? VerifyWithin { get; init; } = TimeSpan.FromDays(180);

    /// <summary>How old the latest complete set of a history may be; <see langword="null"/>: any age. Default: 8 days. What is older is reported.</summary>
    public TimeSpan? FreshWithin { get; init; } = TimeSpan.FromDays(8);

    /// <summary>How long after its label was written a volume may be used; <see langword="null"/>: for ever. Default: 15 years, half of what makers give LTO. What is older is reported.</summary>
    public TimeSpan? VolumeLife { get; init; } = TimeSpan.FromDays(15 * 365);

    /// <summary>Refuses what cannot work.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range; the message names it.</exception>
    public void Validate()
    {
        if (KeepLast is < 1 or > 10_000)
            throw new ArgumentOutOfRangeException(nameof(KeepLast), KeepLast, "From 1 to 10,000 full sets are kept.");
        if (KeepAtMost < KeepLast)
            throw new ArgumentOutOfRangeException(nameof(KeepAtMost), KeepAtMost, $"No fewer full sets than {KeepLast}, which always stay, can be kept at most.");
        if (Copies is < 1 or > 10)
            throw new ArgumentOutOfRangeException(nameof(Copies), Copies, "A set has 1 to 10 copies.");
        foreach (var (name, span) in ((string, TimeSpan?)[])[(nameof(VerifyWithin), VerifyWithin), (nameof(FreshWithin), FreshWithin), (nameof(VolumeLife), VolumeLife)])
        {
            if (span <= TimeSpan.Zero)
                throw new ArgumentOutOfRangeException(name, span, "It is longer than nothing.");
        }
    }
}

/// <summary>Which policy holds for which pool.</summary>
/// <param name="Default">For pools that have none of their own.</param>
/// <param name="Pools">By name of the pool.</param>
public sealed record RetentionPolicies(RetentionPolicy Default, IReadOnlyDictionary<string, RetentionPolicy> Pools)
{
    /// <summary>The usual policy for every pool.</summary>
    public static RetentionPolicies Usual { get; } = new(new RetentionPolicy(), new Dictionary<string, RetentionPolicy>(StringComparer.Ordinal));

    /// <summary>The policy of a pool.</summary>
    public RetentionPolicy Of(string pool) => Pools.GetValueOrDefault(pool, Default);
}
