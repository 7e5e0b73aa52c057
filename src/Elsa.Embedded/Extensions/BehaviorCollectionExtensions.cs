using Elsa.Workflows;

namespace Elsa.Extensions;

/// <summary>Gives behaviors to activities.</summary>
public static class BehaviorCollectionExtensions
{
    /// <summary>Adds a behavior; its constructor takes the activity.</summary>
    public static void Add<T>(this ICollection<IBehavior> behaviors, IActivity owner) where T : IBehavior =>
        behaviors.Add((T)Activator.CreateInstance(typeof(T), owner)!);

    /// <summary>Removes all behaviors of a type.</summary>
    public static void Remove<T>(this ICollection<IBehavior> behaviors) where T : IBehavior
    {
        foreach (var behavior in behaviors.Where(x => x is T).ToList())
            behaviors.Remove(behavior);
    }
}
