using FsCheck;
using FsCheck.Fluent;
using TapeFlows.Backup.Retention;

namespace TapeFlows.Backup.Tests.Retention;

/// <summary>What goes and what stays: stories, and random forests of sets against the rules in other words.</summary>
public sealed class RetentionPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_full_set_stays_as_long_as_something_young_stands_on_it()
    {
        var full = Set(BackupType.Full, age: 40);
        var old = Set(BackupType.Incremental, age: 35, full);
        var young = Set(BackupType.Incremental, age: 10, old);
        var newer = Set(BackupType.Full, age: 1);
        var plan = Plan([full, old, young, newer], keptFor: 30);
        Assert.Equal([RetentionReason.Needed, RetentionReason.Needed, RetentionReason.Young, RetentionReason.Latest], plan.Verdicts.Select(verdict => verdict.Reason));
        Assert.Equal([old.Id, young.Id], plan.Verdicts.Take(2).Select(verdict => verdict.NeededBy!.Value));
    }

    [Fact]
    public void A_chain_whose_time_is_over_goes_from_its_end()
    {
        var full = Set(BackupType.Full, age: 60);
        var first = Set(BackupType.Incremental, age: 50, full);
        var second = Set(BackupType.Incremental, age: 45, first);
        var newer = Set(BackupType.Full, age: 1);
        Assert.Equal([second.Id, first.Id, full.Id], Plan([newer, first, second, full], keptFor: 30).ExpiredIn().Select(verdict => verdict.Set.Id));
    }

    [Fact]
    public void The_last_full_set_of_a_history_never_goes_by_age()
    {
        var last = Set(BackupType.Full, age: 4000);
        var before = Set(BackupType.Full, age: 4001);
        Assert.Equal([RetentionReason.TooOld, RetentionReason.Latest], Plan([last, before], keptFor: 30).Verdicts.Select(verdict => verdict.Reason));
    }

    [Fact]
    public void No_more_than_so_many_full_sets_stay_with_what_stands_on_them()
    {
        var oldest = Set(BackupType.Full, age: 9);
        var on = Set(BackupType.Differential, age: 8, oldest);
        var middle = Set(BackupType.Full, age: 7);
        var newest = Set(BackupType.Full, age: 5);
        var plan = Plan([oldest, on, middle, newest], keptFor: 30, new RetentionPolicy { KeepLast = 1, KeepAtMost = 2 });
        Assert.Equal([on.Id, oldest.Id], plan.ExpiredIn().Select(verdict => verdict.Set.Id));
        Assert.All(plan.ExpiredIn(), verdict => Assert.Equal(RetentionReason.TooMany, verdict.Reason));
    }

    [Fact]
    public void An_incomplete_set_counts_for_nothing_and_keeps_what_it_stands_on()
    {
        var full = Set(BackupType.Full, age: 50);
        var broken = Set(BackupType.Incremental, age: 5, full) with { State = SetState.Incomplete };
        var later = Set(BackupType.Full, age: 2) with { State = SetState.Incomplete };
        Assert.DoesNotContain(Plan([full, broken, later], keptFor: 30).Verdicts, verdict => verdict.IsExpired);
        // Years on: the full set is still the last one that is complete.
        Assert.Equal([broken.Id, later.Id], Plan([full, broken, later], keptFor: 30, now: Now.AddYears(3)).ExpiredIn().Select(verdict => verdict.Set.Id));
    }

    [Fact]
    public void What_was_promised_and_what_the_pool_says_now_both_hold()
    {
        var set = Set(BackupType.Full, age: 10) with { ExpiresAt = Now.AddDays(5) };
        Assert.Equal(Now.AddDays(5), RetentionPlan.EndOf(set, Pool(12)));
        Assert.Equal(Now.AddDays(20), RetentionPlan.EndOf(set, Pool(30)));
        Assert.Null(RetentionPlan.EndOf(set, Pool(null)));
        Assert.Equal(Now.AddDays(5), RetentionPlan.EndOf(set, null));
        Assert.Null(RetentionPlan.EndOf(set with { ExpiresAt = null }, null));
    }

    [Fact]
    public void What_a_kept_set_stands_on_may_go_where_a_copy_stays_and_never_out_of_its_own_pool()
    {
        var full = Set(BackupType.Full, age: 60);
        var copy = full with { Id = Guid.NewGuid(), CopyOf = full.Id, Pool = "other" };
        var differential = Set(BackupType.Differential, age: 5, full);
        var newer = Set(BackupType.Full, age: 1);
        // The pool of the differential keeps what it needs; the copy in the other one is the last full set there.
        Assert.Empty(Plan([full, copy, differential, newer], keptFor: 30).ExpiredIn());
        // A differential that was copied stands on what was copied with it, and its own original is not needed.
        var young = differential with { Id = Guid.NewGuid(), CopyOf = differential.Id, Pool = "other" };
        var old = differential with { StartedAt = Now.AddDays(-50) };
        Assert.Equal([old.Id, full.Id], Plan([full, copy, old, young with { ExpiresAt = Now.AddDays(5) }, newer], keptFor: 30).ExpiredIn().Select(verdict => verdict.Set.Id));
    }

    [Fact]
    public void A_loop_in_a_damaged_catalog_ends()
    {
        var a = Set(BackupType.Incremental, age: 50);
        var b = Set(BackupType.Incremental, age: 49, a);
        a = a with { BaseId = b.Id };
        var newer = Set(BackupType.Full, age: 1);
        Assert.Equal(2, Plan([a, b, newer], keptFor: 30).ExpiredIn().Count);
    }

    [Fact]
    public void Nothing_needed_is_ever_expired()
    {
        Prop.ForAll(Forests().ToArbitrary(), forest =>
        {
            var (sets, policy, keptFor) = forest;
            var plan = Plan(sets, keptFor, policy);
            var expired = plan.ExpiredIn().Select(verdict => verdict.Set.Id).ToList();
            var gone = expired.ToHashSet();
            var holders = sets.Where(set => set.CopyOf is null || set.State == SetState.Complete).ToLookup(set => set.ContentId);
            // Of what stays stands something on each step down, and in its own pool if it stood there.
            foreach (var kept in sets.Where(set => !gone.Contains(set.Id) && set.BaseId is { } id && holders.Contains(id)))
            {
                var below = holders[kept.BaseId!.Value].ToList();
                Assert.Contains(below, holder => !gone.Contains(holder.Id));
                Assert.True(below.TrueForAll(holder => holder.Pool != kept.Pool) || below.Exists(holder => holder.Pool == kept.Pool && !gone.Contains(holder.Id)));
            }

            // At each moment of the cleanup every set that is there has what it had.
            foreach (var (id, i) in expired.Select((id, i) => (id, i)))
            {
                var content = sets.Find(set => set.Id == id)!.ContentId;
                var left = holders[content].Any(holder => !expired.Take(i + 1).Contains(holder.Id));
                Assert.True(left || !sets.Exists(set => set.BaseId == content && !expired.Take(i).Contains(set.Id)));
            }

            // What the next run would stand on stays, and as many full sets as were wanted.
            foreach (var history in sets.Where(set => set.State == SetState.Complete).GroupBy(set => set.Roots[0]))
            {
                Assert.DoesNotContain(history.OrderByDescending(set => set.StartedAt).ThenBy(set => set.CopyOf is not null).ThenByDescending(set => set.Id).First().Id, gone);
                foreach (var pool in history.Where(set => set.Type == BackupType.Full).GroupBy(set => set.Pool))
                    Assert.True(pool.Count(set => !gone.Contains(set.Id)) >= Math.Min(policy.KeepLast, pool.Count()));
            }

            // Each that goes had a reason of its own, and what is being written never does.
            Assert.All(plan.Verdicts.Where(verdict => verdict.Reason == RetentionReason.TooOld), verdict => Assert.True(verdict.Set.StartedAt.AddDays(keptFor) <= Now));
            Assert.DoesNotContain(sets, set => set.State == SetState.Writing && gone.Contains(set.Id));
            // A second cleanup finds nothing to do.
            Assert.Empty(Plan([.. sets.Where(set => !gone.Contains(set.Id))], keptFor, policy).ExpiredIn());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    /// <summary>Up to thirty sets of two histories in two pools, each on any earlier one or on one that is missing.</summary>
    private static Gen<(List<BackupSet> Sets, RetentionPolicy Policy, int KeptFor)> Forests() =>
        from count in Gen.Choose(0, 30)
        from seeds in Gen.Choose(0, int.MaxValue).ListOf(count)
        from keepLast in Gen.Choose(1, 3)
        from more in Gen.Choose(-1, 3)
        from keptFor in Gen.Choose(1, 60)
        select (Grow([.. seeds]), new RetentionPolicy { KeepLast = keepLast, KeepAtMost = more < 0 ? null : keepLast + more }, keptFor);

    private static List<BackupSet> Grow(IReadOnlyList<int> seeds)
    {
        var sets = new List<BackupSet>();
        for (var i = 0; i < seeds.Count; i++)
        {
            var random = new Random(seeds[i]);
            if (sets.Count > 0 && random.Next(4) == 0 && sets[random.Next(sets.Count)] is { State: SetState.Complete } original)
            {
                sets.Add(original with { Id = Guid.NewGuid(), CopyOf = original.ContentId, Pool = random.Next(2) == 0 ? "vault" : "other", State = random.Next(5) == 0 ? SetState.Incomplete : SetState.Complete });
                continue;
            }

            var type = sets.Count == 0 ? BackupType.Full : (BackupType)random.Next(1, 4);
            var below = type == BackupType.Full ? null : sets[random.Next(sets.Count)];
            sets.Add(Set(type, age: 90 - (i * 3) + random.Next(3)) with
            {
                BaseId = type == BackupType.Full ? null : random.Next(10) == 0 ? Guid.NewGuid() : below!.ContentId,
                State = (SetState)new[] { 2, 2, 2, 2, 3, 1 }[random.Next(6)],
                Roots = [below?.Roots[0] ?? (random.Next(2) == 0 ? "/a" : "/b")],
                Pool = random.Next(4) == 0 ? "other" : "default",
            });
        }

        return sets;
    }

    private static RetentionPlan Plan(IReadOnlyCollection<BackupSet> sets, int keptFor, RetentionPolicy? policy = null, DateTimeOffset? now = null) => RetentionPlan.Make(
        sets, [Pool(keptFor), Pool(keptFor) with { Name = "other" }, Pool(keptFor) with { Name = "vault" }],
        new RetentionPolicies(policy ?? new RetentionPolicy(), new Dictionary<string, RetentionPolicy>(StringComparer.Ordinal)), now ?? Now);

    private static Pool Pool(int? keptFor) => new() { Name = "default", Retention = keptFor is { } days ? TimeSpan.FromDays(days) : null };

    private static BackupSet Set(BackupType type, int age, BackupSet? on = null) => new()
    {
        Id = Guid.NewGuid(), Type = type, State = SetState.Complete, BaseId = on?.Id, Pool = "default", Roots = ["/a"], StartedAt = Now.AddDays(-age),
    };
}
