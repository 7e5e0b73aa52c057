using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Management.Services;

/// <summary>
/// Keeps workflows that were made. What this node changes is forgotten at once; whether another node has changed something is asked again when an answer is
/// older than <see cref="Patience"/>.
/// </summary>
internal sealed class WorkflowCache(TimeProvider time)
{
    /// <summary>For how long this node may run the version that was in use before another node published.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    // Definitions are few; drafts that are saved again and again are not, so old ones must go.
    private const int MaxGraphs = 2000;
    private ConcurrentDictionary<(string Id, long Revision), WorkflowGraph> _graphs = new();
    private ConcurrentDictionary<string, (WorkflowGraph Graph, long At)> _answers = new(StringComparer.Ordinal);

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _graphs = new ConcurrentDictionary<(string Id, long Revision), WorkflowGraph>();
        _answers = new ConcurrentDictionary<string, (WorkflowGraph Graph, long At)>(StringComparer.Ordinal);
    }

    public bool TryGetFresh(string question, [NotNullWhen(true)] out WorkflowGraph? graph)
    {
        graph = _answers.TryGetValue(question, out var answer) && time.GetElapsedTime(answer.At) < Patience ? answer.Graph : null;
        return graph is not null;
    }

    public bool TryGet(WorkflowDefinition definition, [NotNullWhen(true)] out WorkflowGraph? graph) => _graphs.TryGetValue((definition.Id, definition.Revision), out graph);

    public WorkflowGraph Keep(string question, WorkflowGraph graph)
    {
        _answers[question] = (graph, time.GetTimestamp());
        return graph;
    }

    public WorkflowGraph Keep(WorkflowDefinition definition, WorkflowGraph graph)
    {
        if (_graphs.Count >= MaxGraphs)
            Clear();
        _graphs[(definition.Id, definition.Revision)] = graph;
        return graph;
    }
}
