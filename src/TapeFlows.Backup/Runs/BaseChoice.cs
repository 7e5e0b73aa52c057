namespace TapeFlows.Backup.Runs;

/// <summary>What a new set is relative to.</summary>
/// <param name="Type">What the set will be; full when there is no base.</param>
/// <param name="Chain">The base set and what it stands on, oldest first; empty for a full set.</param>
/// <param name="Note">What a person should know about the choice.</param>
internal sealed record BaseChoice(BackupType Type, IReadOnlyList<BackupSet> Chain, string? Note)
{
    /// <summary>The set that the new one is relative to.</summary>
    public Guid? BaseId => Chain.Count == 0 ? null : Chain[^1].ContentId;

    /// <summary>
    /// Differential: the last complete full set of the same roots. Incremental: the last complete set of any type. Without one, a full backup.
    /// </summary>
    public static async Task<BaseChoice> MakeAsync(ICatalog catalog, BackupType wanted, IReadOnlyList<string> roots, CancellationToken cancellationToken)
    {
        if (wanted == BackupType.Full)
            return new BaseChoice(BackupType.Full, [], null);
        var query = new SetQuery
        {
            Roots = roots,
            States = [SetState.Complete],
            Type = wanted == BackupType.Differential ? BackupType.Full : null,
            Take = 1,
        };
        var newest = (await catalog.ListSetsAsync(query, cancellationToken)).FirstOrDefault();
        var last = newest is null ? null : await SetCopies.FindAsync(catalog, newest.ContentId, cancellationToken);
        if (last is null)
            return Fallback(wanted, "there is no complete set of these sources yet");
        var chain = await SetChain.OfAsync(catalog, last, cancellationToken);
        return chain is null
            ? Fallback(wanted, $"a set that {last.Id} stands on is no longer in the catalog")
            : new BaseChoice(wanted, chain, null);
    }

    private static BaseChoice Fallback(BackupType wanted, string why) =>
        new(BackupType.Full, [], $"A full backup is made instead of {(wanted == BackupType.Incremental ? "an incremental" : "a differential")} one: {why}.");
}
