using Elsa.Expressions.Models;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Helpers;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Services;

/// <summary>Walks the tree of activities once: parents before children, in the order of their properties.</summary>
internal sealed class WorkflowGraphBuilder : IWorkflowGraphBuilder
{
    public Task<WorkflowGraph> BuildAsync(Workflow workflow, CancellationToken cancellationToken = default)
    {
        var nodes = Name(workflow);
        return Task.FromResult(new WorkflowGraph(workflow, nodes[0], nodes));
    }

    /// <summary>Gives all activities of a workflow their paths, even where two of them have the same one, as a draft may.</summary>
    internal static List<ActivityNode> Name(Workflow workflow)
    {
        var nodes = Walk(workflow);
        NameActivities(nodes);
        foreach (var node in nodes)
        {
            var parent = node.Parents.FirstOrDefault();
            node.Activity.NodeId = parent is null ? node.Activity.Id : $"{parent.Activity.NodeId}:{node.Activity.Id}";
            NameArguments(node.Activity);
        }

        return nodes;
    }

    /// <summary>All activities of a workflow.</summary>
    internal static List<ActivityNode> Walk(Workflow workflow) => Walk(workflow, static (_, _) => true);

    /// <summary>The activities that the definition of a workflow holds itself, without what composites and workflows that it uses are made of.</summary>
    internal static List<ActivityNode> WalkOwn(Workflow workflow) => Walk(workflow, (parent, port) => port != nameof(Composite.Root) || parent is not Composite || parent == workflow);

    private static List<ActivityNode> Walk(Workflow workflow, Func<IActivity, string, bool> enters)
    {
        // An activity that is reached twice, such as the start of a flowchart, or one that holds itself, stays where it was found first.
        var seen = new HashSet<IActivity>(ReferenceEqualityComparer.Instance) { workflow };
        var nodes = new List<ActivityNode>();
        var pending = new Stack<ActivityNode>();
        pending.Push(new ActivityNode(workflow, "Root"));
        while (pending.TryPop(out var node))
        {
            nodes.Add(node);
            if (node.Level > WorkflowGraph.MaxNesting)
                throw new InvalidOperationException($"The activity '{node.Activity.Id ?? node.Activity.Type}' of the workflow '{workflow.Identity.DefinitionId}' is nested deeper than {WorkflowGraph.MaxNesting} levels. Move what is inside into a workflow of its own.");
            var children = ChildrenOf(node.Activity).Where(x => enters(node.Activity, x.Port) && seen.Add(x.Activity)).Select(x => new ActivityNode(x.Activity, x.Port)).ToList();
            foreach (var child in children)
            {
                node.AddChild(child);
                child.AddParent(node);
                child.Level = node.Level + 1;
            }

            for (var i = children.Count - 1; i >= 0; i--)
                pending.Push(children[i]);
        }

        return nodes;
    }

    private static IEnumerable<(string Port, IActivity Activity)> ChildrenOf(IActivity activity)
    {
        if (activity is Composite { IsSetUp: false } composite)
        {
            composite.IsSetUp = true;
            composite.Setup();
        }

        foreach (var member in ActivityShape.Of(activity.GetType()).Children)
        {
            var port = member.PortAttribute?.Name ?? member.Name;
            switch (member.Get(activity))
            {
                case IActivity child:
                    yield return (port, child);
                    break;
                case IEnumerable<IActivity> children:
                    foreach (var item in children)
                        yield return (port, item);
                    break;
            }
        }

        foreach (var held in (activity as IHoldsActivities)?.HeldActivities ?? [])
            yield return held;
    }

    private static void NameActivities(List<ActivityNode> nodes)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in nodes.Where(x => !string.IsNullOrEmpty(x.Activity.Id)))
            taken.Add(node.Activity.Id);

        var counters = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var activity in nodes.Select(x => x.Activity).Where(x => string.IsNullOrEmpty(x.Id)))
        {
            var stem = ActivityTypeNames.ShortName(activity.GetType());
            do
            {
                counters[stem] = counters.GetValueOrDefault(stem) + 1;
                activity.Id = $"{stem}{counters[stem]}";
            }
            while (!taken.Add(activity.Id));
        }
    }

    private static void NameArguments(IActivity activity)
    {
        var shape = ActivityShape.Of(activity.GetType());
        foreach (var member in shape.Inputs)
        {
            if (member.Get(activity) is Input input)
                Name(input.MemoryBlockReference(), activity, "input", member.Name);
        }

        foreach (var member in shape.Outputs)
        {
            if (member.Get(activity) is Output output)
                Name(output.MemoryBlockReference(), activity, "output", member.Name);
        }

        foreach (var (name, value) in activity.SyntheticProperties)
        {
            if (value is Argument argument)
                Name(argument.MemoryBlockReference(), activity, value is Input ? "input" : "output", name);
        }

        foreach (var variable in (activity as IVariableContainer)?.Variables ?? [])
        {
            if (string.IsNullOrEmpty(variable.Id))
                variable.Id = Variable.DefaultId(variable.Name);
        }
    }

    private static void Name(MemoryBlockReference reference, IActivity activity, string kind, string member)
    {
        if (string.IsNullOrEmpty(reference.Id))
            reference.Id = $"{activity.Id}:{kind}-{Names.Kebab(member)}";
    }
}
