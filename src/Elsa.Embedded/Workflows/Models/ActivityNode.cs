namespace Elsa.Workflows.Models;

/// <summary>An activity in the tree of a workflow.</summary>
public class ActivityNode
{
    private readonly List<ActivityNode> _children = [];
    private readonly List<ActivityNode> _parents = [];

    /// <summary>Creates a node.</summary>
    public ActivityNode(IActivity activity, string port)
    {
        Activity = activity;
        Port = port;
    }

    /// <summary>The activity.</summary>
    public IActivity Activity { get; }

    /// <summary>The port of the parent that holds it.</summary>
    public string Port { get; }

    // How many activities are around it.
    internal int Level { get; set; }

    /// <summary>The path from the workflow: ids joined by colons.</summary>
    public string NodeId => _parents.Count == 0 ? Activity.Id : $"{_parents[0].NodeId}:{Activity.Id}";

    /// <summary>The nodes around this one.</summary>
    public IReadOnlyCollection<ActivityNode> Parents => _parents;

    /// <summary>The nodes inside this one.</summary>
    public ICollection<ActivityNode> Children => _children;

    /// <summary>Adds a node inside this one.</summary>
    public void AddChild(ActivityNode child) => _children.Add(child);

    /// <summary>Adds a node around this one.</summary>
    public void AddParent(ActivityNode parent) => _parents.Add(parent);

    /// <summary>All nodes around this one, the nearest first.</summary>
    public IEnumerable<ActivityNode> Ancestors()
    {
        foreach (var parent in _parents)
        {
            yield return parent;
            foreach (var ancestor in parent.Ancestors())
                yield return ancestor;
        }
    }

    /// <summary>All nodes inside this one.</summary>
    public IEnumerable<ActivityNode> Descendants()
    {
        foreach (var child in _children)
        {
            yield return child;
            foreach (var descendant in child.Descendants())
                yield return descendant;
        }
    }
}
