namespace TapeFlows.Backup.Runs;

/// <summary>Sets whose writer died: what it committed stays restorable, nothing is ever based on them, and they can be gone on with.</summary>
internal static class InterruptedSets
{
    /// <summary>The set that a run is to go on with; <see langword="null"/>: it is to begin it.</summary>
    /// <exception cref="ArgumentException">The request is for other sources.</exception>
    public static async Task<BackupSet?> FindAsync(ICatalog catalog, Guid id, BackupRequest request, CancellationToken cancellationToken)
    {
        if (await catalog.FindSetAsync(id, cancellationToken) is not { } set)
            return null;
        if (!set.Roots.SequenceEqual(Sources.SourceRoots.Normalize(request.Sources.Roots).Select(root => "/" + root), StringComparer.Ordinal))
            throw new ArgumentException($"Set {id} holds {string.Join(", ", set.Roots)}; it cannot be gone on with from other sources.");
        return set;
    }

    /// <summary>Marks them.</summary>
    public static async Task CloseAsync(ICatalog catalog, string spoolFolder, TimeProvider clock, CancellationToken cancellationToken)
    {
        foreach (var set in await catalog.ListSetsAsync(new SetQuery { States = [SetState.Writing], Take = 1000 }, cancellationToken))
        {
            // On a shared catalog another machine may be the writer; its claims cannot be seen from here.
            if (set.HostName != Environment.MachineName || SetClaim.IsHeld(spoolFolder, set.Id))
                continue;
            await catalog.UpdateSetAsync(set with { State = SetState.Incomplete, FinishedAt = clock.GetUtcNow() }, cancellationToken);
            foreach (var rest in Directory.EnumerateFiles(spoolFolder, $"{set.Id:N}.*"))
                File.Delete(rest);
        }
    }
}
