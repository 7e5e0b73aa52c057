using System.Collections;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Services;

/// <summary>Whom to call when children complete, found by owner and child.</summary>
internal sealed class CompletionCallbackTable : IEnumerable<ActivityCompletionCallbackEntry>
{
    private readonly Dictionary<(ActivityExecutionContext Owner, ActivityNode Child), Queue<ActivityCompletionCallbackEntry>> _entries = [];

    public void Add(ActivityCompletionCallbackEntry entry)
    {
        var key = (entry.Owner, entry.Child);
        if (!_entries.TryGetValue(key, out var queue))
            _entries[key] = queue = new(1);
        queue.Enqueue(entry);
    }

    public ActivityCompletionCallbackEntry? Pop(ActivityExecutionContext owner, ActivityNode child)
    {
        var key = (owner, child);
        if (!_entries.TryGetValue(key, out var queue))
            return null;
        var entry = queue.Dequeue();
        if (queue.Count == 0)
            _entries.Remove(key);
        return entry;
    }

    public void RemoveOwner(ActivityExecutionContext owner)
    {
        foreach (var key in _entries.Keys.Where(x => ReferenceEquals(x.Owner, owner)).ToList())
            _entries.Remove(key);
    }

    public void Clear() => _entries.Clear();

    public IEnumerator<ActivityCompletionCallbackEntry> GetEnumerator() => _entries.Values.SelectMany(x => x).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
