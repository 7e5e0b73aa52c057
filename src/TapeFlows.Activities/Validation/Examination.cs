using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Models;

namespace TapeFlows.Activities.Validation;

/// <summary>A procedure on its way to be published, and what was found against it. The engine examines by a class of its own that it shows to nobody.</summary>
internal sealed class Examination
{
    private readonly IActivityRegistry _registry;
    private readonly ICollection<WorkflowValidationError> _errors;
    private readonly Dictionary<(string Type, int Version), ActivityDescriptor?> _descriptors = [];

    /// <summary>Looks at the activities that the definition holds itself, not at those inside of the workflows that it uses.</summary>
    public Examination(WorkflowGraph graph, IActivityRegistry registry, ICollection<WorkflowValidationError> errors)
    {
        (_registry, _errors) = (registry, errors);
        Root = graph.Workflow.Root;
        Nodes = [.. OwnOf(graph.Root)];
    }

    /// <summary>What a run begins with.</summary>
    public IActivity Root { get; }

    /// <summary>The activities with what they hold, outer ones first.</summary>
    public IReadOnlyList<ActivityNode> Nodes { get; }

    /// <summary>The type of an activity; <see langword="null"/>: nobody knows it.</summary>
    public ActivityDescriptor? DescriptorOf(IActivity activity)
    {
        var key = (activity.Type, activity.Version);
        if (!_descriptors.TryGetValue(key, out var descriptor))
            _descriptors[key] = descriptor = _registry.Find(activity.Type, activity.Version);
        return descriptor;
    }

    /// <summary>An activity as people know it: what the designer shows, and the name by which expressions speak of it.</summary>
    public string NameOf(IActivity activity)
    {
        var shown = activity.Metadata.TryGetValue("displayText", out var text) && text?.ToString() is { Length: > 0 } given
            ? given
            : DescriptorOf(activity)?.DisplayName ?? activity.Type;
        var name = string.IsNullOrWhiteSpace(activity.Name) ? activity.Id : activity.Name;
        return string.Equals(shown, name, StringComparison.Ordinal) ? $"‘{name}’" : $"{shown} ‘{name}’";
    }

    /// <summary>Something is wrong with an activity.</summary>
    public void Refuse(IActivity activity, string problem) => _errors.Add(new WorkflowValidationError($"{NameOf(activity)}: {problem}", activity.Id));

    /// <summary>Something is wrong with the procedure as a whole.</summary>
    public void Refuse(string problem) => _errors.Add(new WorkflowValidationError(problem, Root.Id));

    private static IEnumerable<ActivityNode> OwnOf(ActivityNode root)
    {
        var pending = new Stack<ActivityNode>([root]);
        while (pending.TryPop(out var node))
        {
            yield return node;
            if (node.Activity is Composite and not Workflow)
                continue;
            foreach (var child in node.Children.Reverse())
                pending.Push(child);
        }
    }
}
