using TapeFlows.Operations.Database;

namespace TapeFlows.Operations.Queue;

/// <summary>
/// Operations that gave their turn back because somebody else had what they need. They come again by themselves; when something becomes free they come at once, first come
/// first served, so that no drive stands still because those who wait for it are asleep.
/// </summary>
internal sealed class PostponedOperations(OperationStore store, IOperationTurns turns, OperationsOptions options)
{
    /// <summary>Something has become free.</summary>
    public async Task HastenAsync(CancellationToken cancellationToken)
    {
        if (options.IsPrivate)
            return;
        foreach (var operation in await store.ListPostponedAsync(cancellationToken))
            await turns.HastenAsync(operation, cancellationToken);
    }
}
