using System.Security.Cryptography;
using System.Text;
using Elsa.Workflows.Activities;

namespace Elsa.Workflows.Models;

/// <summary>A workflow and the tree of its activities, indexed.</summary>
public record WorkflowGraph
{
    // Each level costs stack when activities complete one after the other from the inside out.
    internal const int MaxNesting = 128;

    private readonly Dictionary<string, ActivityNode> _nodesById = new(StringComparer.Ordinal);
    private IDictionary<string, ActivityNode>? _nodesByHash;

    /// <summary>Creates the indexes; throws <see cref="InvalidOperationException"/> if two activities share a path.</summary>
    public WorkflowGraph(Workflow workflow, ActivityNode root, IEnumerable<ActivityNode> nodes)
    {
        Workflow = workflow;
        Root = root;
        Nodes = nodes.ToList();
        NodeIdLookup = new Dictionary<string, ActivityNode>(Nodes.Count, StringComparer.Ordinal);
        NodeActivityLookup = new Dictionary<IActivity, ActivityNode>(Nodes.Count, ReferenceEqualityComparer.Instance);

        foreach (var node in Nodes)
        {
            if (!NodeIdLookup.TryAdd(node.Activity.NodeId, node))
                throw new InvalidOperationException($"Two activities of the workflow '{workflow.Identity.DefinitionId}' have the id '{node.Activity.Id}' at '{node.Activity.NodeId}'. Give one of them another id.");
            NodeActivityLookup[node.Activity] = node;
            _nodesById.TryAdd(node.Activity.Id, node);
        }
    }

    /// <summary>The workflow.</summary>
    public Workflow Workflow { get; }

    /// <summary>The node of the workflow itself.</summary>
    public ActivityNode Root { get; }

    /// <summary>All nodes, parents before children.</summary>
    public ICollection<ActivityNode> Nodes { get; }

    /// <summary>The nodes by path.</summary>
    public IDictionary<string, ActivityNode> NodeIdLookup { get; }

    /// <summary>The nodes by the SHA-256 of their path.</summary>
    public IDictionary<string, ActivityNode> NodeHashLookup =>
        _nodesByHash ??= Nodes.ToDictionary(x => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(x.Activity.NodeId))), StringComparer.Ordinal);

    /// <summary>The nodes by activity.</summary>
    public IDictionary<IActivity, ActivityNode> NodeActivityLookup { get; }

    /// <summary>The node with the path.</summary>
    public ActivityNode? FindNodeById(string nodeId) => NodeIdLookup.TryGetValue(nodeId, out var node) ? node : null;

    /// <summary>The first node with the activity id.</summary>
    public ActivityNode? FindNodeByActivityId(string activityId) => _nodesById.GetValueOrDefault(activityId);

    /// <summary>The node with the fingerprint.</summary>
    public ActivityNode? FindNodeByHash(string hash) => NodeHashLookup.TryGetValue(hash, out var node) ? node : null;

    /// <summary>The node of the activity.</summary>
    public ActivityNode? FindNodeByActivity(IActivity activity) => NodeActivityLookup.TryGetValue(activity, out var node) ? node : null;

    /// <summary>The activity with the path.</summary>
    public IActivity? FindActivityByNodeId(string nodeId) => FindNodeById(nodeId)?.Activity;

    /// <summary>The first activity with the id.</summary>
    public IActivity? FindActivityById(string activityId) => FindNodeByActivityId(activityId)?.Activity;

    /// <summary>The activity with the fingerprint.</summary>
    public IActivity? FindActivityByHash(string hash) => FindNodeByHash(hash)?.Activity;

    /// <summary>The activity that the handle names; an execution is not known here.</summary>
    public IActivity? FindActivity(ActivityHandle handle)
    {
        if (handle.ActivityId is not null)
            return FindActivityById(handle.ActivityId);
        if (handle.ActivityNodeId is not null)
            return FindActivityByNodeId(handle.ActivityNodeId);
        return handle.ActivityHash is not null ? FindActivityByHash(handle.ActivityHash) : null;
    }
}
