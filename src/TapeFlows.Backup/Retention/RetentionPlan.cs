namespace TapeFlows.Backup.Retention;

/// <summary>
/// Which sets go and which stay. A set goes when its own time is over or its history has enough later full sets, unless it is one of the last, is not settled, or a set that stays
/// stands on it, directly or not. A set that stands on one that is missing is judged by itself: its files can still be read. A copy is judged by its own pool; what stands on a set
/// stands on its copies as well, and keeps the one of its own pool, so that a restore needs no other, or one of the others if there is none.
/// </summary>
public sealed class RetentionPlan
{
    private readonly Dictionary<Guid, SetVerdict> _verdicts;

    private RetentionPlan(Dictionary<Guid, SetVerdict> verdicts) => _verdicts = verdicts;

    /// <summary>One for each set, oldest first.</summary>
    public IReadOnlyList<SetVerdict> Verdicts => [.. _verdicts.Values.OrderBy(verdict => verdict.Set.StartedAt).ThenBy(verdict => verdict.Set.Id)];

    /// <summary>What goes, in the order in which it has to: what stands on a set goes before it, so that whenever it ends early no set is without its base.</summary>
    /// <param name="pool">Only sets of this pool; <see langword="null"/>: of all.</param>
    public IReadOnlyList<SetVerdict> ExpiredIn(string? pool = null)
    {
        var depths = new Dictionary<Guid, int>();
        var holders = _verdicts.Values.ToLookup(verdict => verdict.Set.ContentId, verdict => verdict.Set);
        return
        [
            .. _verdicts.Values.Where(verdict => verdict.IsExpired && (pool is null || string.Equals(verdict.Set.Pool, pool, StringComparison.Ordinal)))
                .OrderByDescending(verdict => DepthOf(verdict.Set, holders, depths)).ThenBy(verdict => verdict.Set.StartedAt).ThenBy(verdict => verdict.Set.Id),
        ];
    }

    /// <summary>Judges all sets of a catalog.</summary>
    /// <param name="sets">All, in any order: a set that is left out protects nothing.</param>
    /// <param name="pools">The pools as they are now.</param>
    /// <param name="policies">What counts besides age.</param>
    /// <param name="now">The moment.</param>
    public static RetentionPlan Make(IReadOnlyCollection<BackupSet> sets, IReadOnlyCollection<Pool> pools, RetentionPolicies policies, DateTimeOffset now)
    {
        var holders = sets.ToLookup(set => set.ContentId);
        var byName = pools.ToDictionary(pool => pool.Name, StringComparer.Ordinal);
        var verdicts = new Dictionary<Guid, SetVerdict>();
        foreach (var history in sets.GroupBy(set => string.Join('\0', set.Roots), StringComparer.Ordinal))
        {
            var ranks = RanksIn(history, holders, sets.Count);
            var latest = LatestIn(history, policies);
            foreach (var set in history)
                verdicts[set.Id] = new SetVerdict(set, Judge(set, byName.GetValueOrDefault(set.Pool), policies.Of(set.Pool), ranks, latest, now));
        }

        KeepWhatIsNeeded(verdicts, holders);
        return new RetentionPlan(verdicts);
    }

    /// <summary>Until when a set is kept for its age: as was promised when it was written, and no shorter than its pool now says. <see langword="null"/>: no limit.</summary>
    public static DateTimeOffset? EndOf(BackupSet set, Pool? pool)
    {
        if (pool is null)
            return set.ExpiresAt;
        if (pool.Retention is not { } retention)
            return null;
        var byPool = set.StartedAt > DateTimeOffset.MaxValue - retention ? DateTimeOffset.MaxValue : set.StartedAt + retention;
        return set.ExpiresAt > byPool ? set.ExpiresAt : byPool;
    }

    private static RetentionReason Judge(BackupSet set, Pool? pool, RetentionPolicy policy, Dictionary<Guid, int> ranks, HashSet<Guid> latest, DateTimeOffset now)
    {
        if (set.State == SetState.Writing)
            return RetentionReason.Unsettled;
        if (latest.Contains(set.Id))
            return RetentionReason.Latest;
        if (policy.KeepAtMost is { } most && ranks.TryGetValue(set.Id, out var rank) && rank >= most)
            return RetentionReason.TooMany;
        return EndOf(set, pool) switch
        {
            null => RetentionReason.NoLimit,
            { } end when end <= now => RetentionReason.TooOld,
            _ => RetentionReason.Young,
        };
    }

    // How many complete full sets of the same history and pool are later than the one that a set stands on; what stands on none has no rank.
    private static Dictionary<Guid, int> RanksIn(IEnumerable<BackupSet> history, ILookup<Guid, BackupSet> holders, int count)
    {
        var rankOfFull = new Dictionary<Guid, int>();
        foreach (var pool in history.Where(IsCompleteFull).GroupBy(set => set.Pool, StringComparer.Ordinal))
        {
            foreach (var (full, rank) in NewestFirst(pool).Select((full, rank) => (full, rank)))
                rankOfFull[full.Id] = rank;
        }

        var ranks = new Dictionary<Guid, int>();
        foreach (var set in history)
        {
            if (FullUnder(set, holders, count) is { } full && rankOfFull.TryGetValue(full, out var rank))
                ranks[set.Id] = rank;
        }

        return ranks;
    }

    // The last complete full sets of each pool, and the last complete set of all: the next run stands on one of them.
    private static HashSet<Guid> LatestIn(IEnumerable<BackupSet> history, RetentionPolicies policies)
    {
        var latest = new HashSet<Guid>();
        foreach (var pool in history.Where(IsCompleteFull).GroupBy(set => set.Pool, StringComparer.Ordinal))
            latest.UnionWith(NewestFirst(pool).Take(policies.Of(pool.Key).KeepLast).Select(set => set.Id));
        if (NewestFirst(history.Where(set => set.State == SetState.Complete)).FirstOrDefault() is { } last)
            latest.Add(last.Id);
        return latest;
    }

    private static void KeepWhatIsNeeded(Dictionary<Guid, SetVerdict> verdicts, ILookup<Guid, BackupSet> holders)
    {
        foreach (var kept in verdicts.Values.Where(verdict => !verdict.IsExpired).Select(verdict => verdict.Set).ToList())
        {
            // Up to a set that stays already: what is under that one stays for its sake. A loop in a damaged catalog ends there, too.
            for (var set = kept; Below(set, holders, other => !verdicts[other.Id].IsExpired) is { } below && verdicts[below.Id].IsExpired; set = below)
                verdicts[below.Id] = new SetVerdict(below, RetentionReason.Needed, set.Id);
        }
    }

    /// <summary>What a set stands on: in its own pool, or else what stays anyway, or else what was read from the source.</summary>
    private static BackupSet? Below(BackupSet set, ILookup<Guid, BackupSet> holders, Func<BackupSet, bool> stays) =>
        set.BaseId is not { } content ? null : holders[content]
            .OrderByDescending(other => other.CopyOf is null || other.State == SetState.Complete)
            .ThenByDescending(other => string.Equals(other.Pool, set.Pool, StringComparison.Ordinal))
            .ThenByDescending(stays)
            .ThenBy(other => other.CopyOf is not null).ThenBy(other => other.Id)
            .FirstOrDefault();

    private static Guid? FullUnder(BackupSet set, ILookup<Guid, BackupSet> holders, int count)
    {
        var seen = 0;
        while (set.Type != BackupType.Full)
        {
            if (Below(set, holders, _ => true) is not { } below || ++seen > count)
                return null;
            set = below;
        }

        return set.Id;
    }

    private static int DepthOf(BackupSet set, ILookup<Guid, BackupSet> holders, Dictionary<Guid, int> depths)
    {
        // Iteratively: chains may be long. By content: a copy is as deep as what it was copied from.
        var path = new Stack<Guid>();
        var content = set.ContentId;
        while (!depths.ContainsKey(content) && path.Count <= holders.Count)
        {
            path.Push(content);
            if (holders[content].First().BaseId is not { } below || !holders.Contains(below))
                break;
            content = below;
        }

        var depth = depths.GetValueOrDefault(content, -1);
        while (path.TryPop(out var above))
            depths[above] = depth = depths.TryGetValue(above, out var known) ? known : depth + 1;
        return depth;
    }

    private static bool IsCompleteFull(BackupSet set) => set is { Type: BackupType.Full, State: SetState.Complete };

    private static IEnumerable<BackupSet> NewestFirst(IEnumerable<BackupSet> sets) => sets.OrderByDescending(set => set.StartedAt).ThenBy(set => set.CopyOf is not null).ThenByDescending(set => set.Id);
}
