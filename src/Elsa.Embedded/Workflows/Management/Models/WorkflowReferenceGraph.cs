namespace Elsa.Workflows.Management.Models;

/// <summary>One definition uses another as an activity.</summary>
/// <param name="Source">The definition that uses.</param>
/// <param name="Target">The definition that is used.</param>
public record WorkflowReferenceEdge(string Source, string Target);

/// <summary>Who uses some definitions, directly or through others.</summary>
public class WorkflowReferenceGraph
{
    /// <summary>Creates the graph.</summary>
    public WorkflowReferenceGraph(IReadOnlyCollection<string> rootDefinitionIds, IReadOnlyCollection<WorkflowReferenceEdge> edges)
    {
        RootDefinitionIds = rootDefinitionIds;
        Edges = edges;
        OutboundEdges = edges.ToLookup(x => x.Source, x => x.Target, StringComparer.Ordinal);
        InboundEdges = edges.ToLookup(x => x.Target, x => x.Source, StringComparer.Ordinal);
        ConsumerDefinitionIds = edges.Select(x => x.Source).ToHashSet(StringComparer.Ordinal);
        AllDefinitionIds = rootDefinitionIds.Concat(edges.SelectMany(x => new[] { x.Source, x.Target })).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The definitions that were asked for.</summary>
    public IReadOnlyCollection<string> RootDefinitionIds { get; }

    /// <summary>Who uses whom.</summary>
    public IReadOnlyCollection<WorkflowReferenceEdge> Edges { get; }

    /// <summary>Who uses a definition.</summary>
    public ILookup<string, string> InboundEdges { get; }

    /// <summary>What a definition uses.</summary>
    public ILookup<string, string> OutboundEdges { get; }

    /// <summary>All definitions that use another.</summary>
    public IReadOnlySet<string> ConsumerDefinitionIds { get; }

    /// <summary>All definitions in the graph.</summary>
    public IReadOnlySet<string> AllDefinitionIds { get; }

    /// <summary>Who uses a definition directly.</summary>
    public IEnumerable<string> GetConsumers(string definitionId) => InboundEdges[definitionId];

    /// <summary>What a definition uses directly.</summary>
    public IEnumerable<string> GetDependencies(string definitionId) => OutboundEdges[definitionId];
}
