using Elsa.Workflows.Models;

namespace Elsa.Workflows;

/// <summary>Orders what waits to be executed.</summary>
public interface IActivityScheduler
{
    /// <summary>Whether anything waits.</summary>
    bool HasAny { get; }

    /// <summary>Adds an item.</summary>
    void Schedule(ActivityWorkItem workItem);

    /// <summary>Takes the next item; throws if there is none.</summary>
    ActivityWorkItem Take();

    /// <summary>All items in order.</summary>
    IEnumerable<ActivityWorkItem> List();

    /// <summary>Whether an item fits.</summary>
    bool Any(Func<ActivityWorkItem, bool> predicate);

    /// <summary>The first item that fits.</summary>
    ActivityWorkItem? Find(Func<ActivityWorkItem, bool> predicate);

    /// <summary>Drops all items.</summary>
    void Clear();
}
