using Elsa.Workflows.Models;

namespace Elsa.Workflows.Services;

/// <summary>First in, first out: branches of a fork take turns.</summary>
internal sealed class ActivityQueue : IActivityScheduler
{
    private Queue<ActivityWorkItem> _items = new();

    public bool HasAny => _items.Count > 0;

    public void Schedule(ActivityWorkItem workItem) => _items.Enqueue(workItem);

    public ActivityWorkItem Peek() => _items.Peek();

    public ActivityWorkItem Take() => _items.Dequeue();

    public IEnumerable<ActivityWorkItem> List() => _items.ToList();

    public bool Any(Func<ActivityWorkItem, bool> predicate) => _items.Count > 0 && _items.Any(predicate);

    public ActivityWorkItem? Find(Func<ActivityWorkItem, bool> predicate) => _items.FirstOrDefault(predicate);

    public void Clear() => _items.Clear();

    public IReadOnlyList<ActivityWorkItem> Remove(Func<ActivityWorkItem, bool> predicate)
    {
        if (_items.Count == 0)
            return [];
        var (removed, kept) = (new List<ActivityWorkItem>(), new Queue<ActivityWorkItem>());
        foreach (var item in _items)
        {
            if (predicate(item))
                removed.Add(item);
            else
                kept.Enqueue(item);
        }

        _items = kept;
        return removed;
    }
}
