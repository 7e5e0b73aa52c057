using System.Globalization;

namespace TapeFlows.Backup.Retention;

/// <summary>What a set, volume or history breaks.</summary>
public enum RetentionRule
{
    /// <summary>A set whose time is over is still there.</summary>
    TooOld = 1,

    /// <summary>What a set holds has too few copies.</summary>
    TooFewCopies,

    /// <summary>A history has had no complete set for too long.</summary>
    NotFresh,

    /// <summary>A volume is used for longer than its maker vouches for.</summary>
    VolumeTooOld,

    /// <summary>A set was not read back for too long, or never.</summary>
    NotVerified,

    /// <summary>A set stands on one that is missing, or a piece of it is damaged.</summary>
    NotRestorable,
}

/// <summary>Something that breaks its policy.</summary>
/// <param name="Rule">Which rule.</param>
/// <param name="Subject">What: the identity of a set, a barcode, or the roots of a history.</param>
/// <param name="Pool">Its pool.</param>
/// <param name="Text">What exactly, and what to do.</param>
public sealed record RetentionFinding(RetentionRule Rule, string Subject, string Pool, string Text);

/// <summary>Finds what breaks its policy, and changes nothing.</summary>
/// <param name="catalog">Has sets and volumes.</param>
/// <param name="policies">Say how it should be.</param>
/// <param name="clock">The time.</param>
public sealed class RetentionCheck(ICatalog catalog, RetentionPolicies policies, TimeProvider clock)
{
    // A cleanup comes once a day.
    private static readonly TimeSpan CleanupPatience = TimeSpan.FromDays(2);

    /// <summary>Looks at everything.</summary>
    public async Task<IReadOnlyList<RetentionFinding>> RunAsync(CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        var sets = await SetExpiry.AllSetsAsync(catalog, cancellationToken);
        var pools = await catalog.ListPoolsAsync(cancellationToken);
        var findings = new List<RetentionFinding>();
        findings.AddRange(TooOld(sets, pools, now));
        findings.AddRange(NotFresh(sets, now));
        findings.AddRange(TooFewCopies(sets, now));
        foreach (var set in sets.Where(set => set.State == SetState.Complete).OrderBy(set => set.StartedAt))
            findings.AddRange(await LookAtAsync(set, now, cancellationToken));
        findings.AddRange(await VolumesAsync(now, cancellationToken));
        return findings;
    }

    private IEnumerable<RetentionFinding> TooOld(IReadOnlyCollection<BackupSet> sets, IReadOnlyCollection<Pool> pools, DateTimeOffset now) =>
        RetentionPlan.Make(sets, pools, policies, now - CleanupPatience).ExpiredIn()
            .Select(verdict => verdict.Set)
            .Select(set => new RetentionFinding(
                RetentionRule.TooOld, set.Id.ToString(), set.Pool,
                $"The {Describe(set)} should be gone since more than {CleanupPatience.TotalDays:0} days. Run the procedure cleanup, and see why it did not run."));

    private IEnumerable<RetentionFinding> NotFresh(IReadOnlyCollection<BackupSet> sets, DateTimeOffset now)
    {
        foreach (var history in sets.GroupBy(set => string.Join('\0', set.Roots), StringComparer.Ordinal))
        {
            var last = history.Where(set => set.State == SetState.Complete).MaxBy(set => set.StartedAt);
            var named = last ?? history.MaxBy(set => set.StartedAt)!;
            if (policies.Of(named.Pool).FreshWithin is { } fresh && (last?.StartedAt ?? history.Min(set => set.StartedAt)) < now - fresh)
            {
                yield return new RetentionFinding(
                    RetentionRule.NotFresh, string.Join(", ", named.Roots), named.Pool,
                    last is null ? "There is no complete set of these sources yet. See why their runs did not end well."
                        : $"The latest complete set of these sources is of {Day(last.StartedAt)}, older than {fresh.TotalDays:0.#} days. See why no run ended well since.");
            }
        }
    }

    // Who holds the latest content of a history, and all that it stands on: the set itself and its copies, and what was read from the same sources into another pool at about the same time.
    private IEnumerable<RetentionFinding> TooFewCopies(IReadOnlyCollection<BackupSet> sets, DateTimeOffset now)
    {
        var complete = sets.Where(set => set.State == SetState.Complete).ToList();
        var holders = complete.ToLookup(set => set.ContentId);
        foreach (var history in complete.GroupBy(set => string.Join('\0', set.Roots), StringComparer.Ordinal))
        {
            var last = history.OrderByDescending(set => set.StartedAt).ThenBy(set => set.CopyOf is not null).First();
            var (wanted, fresh) = (policies.Of(last.Pool).Copies, policies.Of(last.Pool).FreshWithin ?? TimeSpan.MaxValue);
            if (wanted == 1)
                continue;
            var (count, pools) = HoldersOf(last, holders);
            var others = history.Where(set => set.CopyOf is null && now - set.StartedAt <= fresh && !pools.Contains(set.Pool)).Select(set => set.Pool).Distinct(StringComparer.Ordinal).ToList();
            if (count + others.Count < wanted)
            {
                yield return new RetentionFinding(
                    RetentionRule.TooFewCopies, string.Join(", ", last.Roots), last.Pool,
                    $"What the {Describe(last)} holds, with all that it stands on, is there {(count == 1 ? "once" : $"{count} times")} ({string.Join(", ", pools)})"
                    + $"{(others.Count == 0 ? "" : $", and its sources are recently backed up in {string.Join(", ", others.Order(StringComparer.Ordinal))} besides")}; {wanted} copies are wanted. Run the procedure copy-set, or back the sources up into another pool, too.");
            }
        }
    }

    /// <summary>How often a set can be restored independently: no oftener than anything is held that it stands on.</summary>
    private static (int Count, IReadOnlyCollection<string> Pools) HoldersOf(BackupSet set, ILookup<Guid, BackupSet> holders)
    {
        var pools = new SortedSet<string>(holders[set.ContentId].Select(holder => holder.Pool), StringComparer.Ordinal);
        var least = holders[set.ContentId].Count();
        var below = set;
        for (var seen = 0; below.BaseId is { } content && holders[content].FirstOrDefault() is { } next && seen < holders.Count; seen++)
        {
            least = Math.Min(least, holders[content].Count());
            below = next;
        }

        return (least, pools);
    }

    private async Task<List<RetentionFinding>> LookAtAsync(BackupSet set, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var findings = new List<RetentionFinding>();
        var pieces = await catalog.ListSegmentsAsync(set.Id, cancellationToken);
        if (await SetChain.OfAsync(catalog, set, cancellationToken) is null)
            Add(RetentionRule.NotRestorable, $"The {Describe(set)} stands on a set that is no longer in the catalog. Rebuild the catalog from the cartridges, or make a full backup.");
        if (pieces.Count(piece => piece.State == SegmentState.Damaged) is > 0 and var damaged)
            Add(RetentionRule.NotRestorable, $"{damaged} pieces of the {Describe(set)} are damaged. {(await HasSoundCopyAsync(set, cancellationToken) ? "A copy of it is sound: copy that one to another pool." : "Make a full backup of its sources.")}");
        if (policies.Of(set.Pool).VerifyWithin is not { } within)
            return findings;
        var since = pieces.Where(piece => piece.State == SegmentState.Committed).Select(piece => piece.VerifiedAt).DefaultIfEmpty(now).Min();
        if ((since ?? set.FinishedAt ?? set.StartedAt) < now - within)
            Add(RetentionRule.NotVerified, $"The {Describe(set)} was {(since is { } last ? $"last read back on {Day(last)}" : "never read back")}. Run the procedure verify-media on it.");
        return findings;

        void Add(RetentionRule rule, string text) => findings.Add(new RetentionFinding(rule, set.Id.ToString(), set.Pool, text));
    }

    private async Task<bool> HasSoundCopyAsync(BackupSet set, CancellationToken cancellationToken)
    {
        foreach (var other in await SetCopies.HoldersAsync(catalog, set.ContentId, cancellationToken))
        {
            if (other.Id != set.Id && (await catalog.ListSegmentsAsync(other.Id, cancellationToken)).All(piece => piece.State == SegmentState.Committed))
                return true;
        }

        return false;
    }

    private async Task<List<RetentionFinding>> VolumesAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var findings = new List<RetentionFinding>();
        string? last = null;
        while (await catalog.ListVolumesAsync(after: last, cancellationToken: cancellationToken) is { Count: > 0 } page)
        {
            foreach (var volume in page)
            {
                if (policies.Of(volume.Pool).VolumeLife is { } life && volume.LabelledAt < now - life)
                {
                    findings.Add(new RetentionFinding(
                        RetentionRule.VolumeTooOld, volume.Barcode, volume.Pool,
                        $"Volume {volume.Barcode} was labelled on {Day(volume.LabelledAt.Value)}, more than {life.TotalDays / 365:0.#} years ago. Copy what is on it, and retire it."));
                }
            }

            last = page[^1].Barcode;
        }

        return findings;
    }

    private static string Describe(BackupSet set) => $"{set.Type.ToString().ToLowerInvariant()} set {set.Id} of {Day(set.StartedAt)}";

    private static string Day(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
