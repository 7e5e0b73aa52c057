namespace TapeFlows.Backup.Retention;

/// <summary>Takes sets out of the catalog that are kept no longer. What they held stays readable on tape until it is written over.</summary>
/// <param name="catalog">Has the sets.</param>
/// <param name="policies">Says what is kept.</param>
/// <param name="clock">The time.</param>
public sealed class SetExpiry(ICatalog catalog, RetentionPolicies policies, TimeProvider clock)
{
    private const int PageLength = 1000;

    /// <summary>Judges every set, and changes nothing.</summary>
    public async Task<RetentionPlan> PlanAsync(CancellationToken cancellationToken = default) =>
        RetentionPlan.Make(await AllSetsAsync(catalog, cancellationToken), await catalog.ListPoolsAsync(cancellationToken), policies, clock.GetUtcNow());

    /// <summary>Takes out what goes: what stands on a set before it, each in a transaction of its own. Whenever it ends early, the next run goes on.</summary>
    /// <param name="pool">Only sets of this pool; <see langword="null"/>: of all.</param>
    /// <param name="cancellationToken">Ends it behind a set.</param>
    /// <returns>What is gone.</returns>
    public async Task<IReadOnlyList<SetVerdict>> RunAsync(string? pool = null, CancellationToken cancellationToken = default)
    {
        var gone = new List<SetVerdict>();
        foreach (var verdict in (await PlanAsync(cancellationToken)).ExpiredIn(pool))
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Whether something stands on it is asked once more, in the transaction: a run may have begun since.
            if (await catalog.ExpireSetAsync(verdict.Set.Id, CancellationToken.None))
                gone.Add(verdict);
        }

        return gone;
    }

    /// <summary>All sets of a catalog. There are some for each day, not for each file.</summary>
    internal static async Task<IReadOnlyCollection<BackupSet>> AllSetsAsync(ISetCatalog catalog, CancellationToken cancellationToken)
    {
        var sets = new Dictionary<Guid, BackupSet>();
        for (var skip = 0; ; skip += PageLength)
        {
            var page = await catalog.ListSetsAsync(new SetQuery { Skip = skip, Take = PageLength }, cancellationToken);
            // A set that begins meanwhile pushes the others back: some are seen twice.
            foreach (var set in page)
                sets[set.Id] = set;
            if (page.Count < PageLength)
                return sets.Values;
        }
    }
}
