namespace TapeFlows.Backup.Runs;

/// <summary>Closes sets whose writer died: what it committed stays restorable, and nothing is ever based on it.</summary>
internal static class InterruptedSets
{
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
