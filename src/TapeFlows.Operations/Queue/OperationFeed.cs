using System.Collections.Concurrent;

namespace TapeFlows.Operations.Queue;

/// <summary>Tells watchers in this process that an operation has changed; those of other nodes look by themselves.</summary>
internal sealed class OperationFeed
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _changes = new();

    /// <summary>Completes at the next change.</summary>
    public Task NextAsync(Guid id) => _changes.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Changed(Guid id)
    {
        if (_changes.TryRemove(id, out var change))
            change.SetResult();
    }
}
