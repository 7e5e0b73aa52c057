namespace TapeFlows.Backup;

/// <summary>A set together with all that it stands on.</summary>
internal static class SetChain
{
    private const int Longest = 10_000;

    /// <summary>The set and its bases, oldest (a full one) first, a copy where the base itself is gone; <see langword="null"/> when nothing holds one of them.</summary>
    public static async Task<IReadOnlyList<BackupSet>?> OfAsync(ISetCatalog catalog, BackupSet set, CancellationToken cancellationToken)
    {
        var chain = new List<BackupSet> { set };
        while (chain[^1] is { Type: not BackupType.Full } last)
        {
            // A chain that long is a loop in a damaged catalog.
            if (chain.Count == Longest || last.BaseId is not { } baseId || await SetCopies.FindAsync(catalog, baseId, cancellationToken) is not { } found)
                return null;
            chain.Add(found);
        }

        chain.Reverse();
        return chain;
    }
}
