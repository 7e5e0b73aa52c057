namespace TapeFlows.Backup.Retention;

/// <summary>
/// Which sets go and which stay. A set goes when its own time is over or its history has enough later full sets, unless it is one of the last, is not settled, or a set that stays
/// stands on it, directly or not. A set that stands on one that is missing is judged by itself: its files can still be read.
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
        return
        [
            .. _verdicts.Values.Where(verdict => verdict.IsExpired && (pool is null || string.Equals(verdict.Set.Pool, pool, StringComparison.Ordinal)))
                .OrderByDescending(verdict => DepthOf(verdict.Set, depths)).ThenBy(verdict => verdict.Set.StartedAt).ThenBy(verdict => verdict.Set.Id),
        ];
    }

    /// <summary>Judges all sets of a catalog.</summary>
    /// <param name="sets">All, in any order: a set that is left out protects nothing.</param>
    /// <param name="pools">The pools as they are now.</param>
    /// <param name="policies">What counts besides age.</param>
    /// <param name="now">The moment.</param>
    public static RetentionPlan Make(IReadOnlyCollection<BackupSet> sets, IReadOnlyCollection<Pool> pools, RetentionPolicies policies, DateTimeOffset now)
    {
        var byId = sets.ToDictionary(set => set.Id);
        var byName = pools.ToDictionary(pool => pool.Name, StringComparer.Ordinal);
        var verdicts = new Dictionary<Guid, SetVerdict>();
        foreach (var history in sets.GroupBy(set => string.Join('\0', set.Roots), StringComparer.Ordinal))
        {
            var ranks = RanksIn(history, byId);
            var latest = LatestIn(history, policies);
            foreach (var set in history)
                verdicts[set.Id] = new SetVerdict(set, Judge(set, byName.GetValueOrDefault(set.Pool), policies.Of(set.Pool), ranks, latest, now));
        }

        KeepWhatIsNeeded(verdicts, byId);
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
    private static Dictionary<Guid, int> RanksIn(IEnumerable<BackupSet> history, Dictionary<Guid, BackupSet> byId)
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
            if (FullUnder(set, byId) is { } full && rankOfFull.TryGetValue(full, out var rank))
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

    private static void KeepWhatIsNeeded(Dictionary<Guid, SetVerdict> verdicts, Dictionary<Guid, BackupSet> byId)
    {
        foreach (var kept in verdicts.Values.Where(verdict => !verdict.IsExpired).Select(verdict => verdict.Set).ToList())
        {
            // Up to a set that stays already: what is under that one stays for its sake. A loop in a damaged catalog ends there, too.
            for (var set = kept; set.BaseId is { } id && byId.TryGetValue(id, out var below) && verdicts[id].IsExpired; set = below)
                verdicts[id] = new SetVerdict(below, RetentionReason.Needed, set.Id);
        }
    }

    private static Guid? FullUnder(BackupSet set, Dictionary<Guid, BackupSet> byId)
    {
        var seen = 0;
        while (set.Type != BackupType.Full)
        {
            if (set.BaseId is not { } id || !byId.TryGetValue(id, out var below) || ++seen > byId.Count)
                return null;
            set = below;
        }

        return set.Id;
    }

    private int DepthOf(BackupSet set, Dictionary<Guid, int> depths)
    {
        // Iteratively: chains may be long.
        var path = new Stack<BackupSet>();
        while (!depths.ContainsKey(set.Id) && path.Count <= _verdicts.Count)
        {
            path.Push(set);
            if (set.BaseId is not { } id || !_verdicts.TryGetValue(id, out var below))
                break;
            set = below.Set;
        }

        var depth = depths.GetValueOrDefault(set.Id, -1);
        while (path.TryPop(out var above))
            depths[above.Id] = depth = depths.TryGetValue(above.Id, out var known) ? known : depth + 1;
        return depth;
    }

    private static bool IsCompleteFull(BackupSet set) => set is { Type: BackupType.Full, State: SetState.Complete };

    private static IEnumerable<BackupSet> NewestFirst(IEnumerable<BackupSet> sets) => sets.OrderByDescending(set => set.StartedAt).ThenByDescending(set => set.Id);
}
