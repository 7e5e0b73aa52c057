using System.Runtime.CompilerServices;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Runtime;

/// <summary>The settings of the workflows that are in memory, read once for each: most have none, and then nothing is asked.</summary>
internal sealed class LogPersistencePlans
{
    private readonly ConditionalWeakTable<WorkflowGraph, Dictionary<IActivity, LogPersistenceSettings>> _plans = [];

    public IReadOnlyDictionary<IActivity, LogPersistenceSettings> Of(WorkflowGraph graph) => _plans.GetValue(graph, static x => Read(x));

    private static Dictionary<IActivity, LogPersistenceSettings> Read(WorkflowGraph graph)
    {
        var plan = new Dictionary<IActivity, LogPersistenceSettings>(ReferenceEqualityComparer.Instance);
        foreach (var node in graph.Nodes)
        {
            if (LogPersistenceSettings.Read(node.Activity.CustomProperties) is { } settings)
                plan[node.Activity] = settings;
        }

        return plan;
    }
}
