using System.Text.Json;
using Elsa.Workflows.Activities.Flowchart.Activities;
using Elsa.Workflows.Activities.Flowchart.Extensions;
using Elsa.Workflows.Activities.Flowchart.Models;

namespace Elsa.Workflows.Management.Validation;

/// <summary>Connections lead from an outcome that there is to an activity that there is, and no loop runs for ever without a pause.</summary>
internal static class FlowchartRules
{
    public static void Check(WorkflowExamination examination)
    {
        foreach (var flowchart in examination.Nodes.Select(x => x.Activity).OfType<Flowchart>())
        {
            foreach (var broken in flowchart.BrokenConnections)
                CheckEnds(examination, flowchart, broken);
            foreach (var connection in flowchart.Connections)
                CheckPort(examination, connection);
            CheckLoops(examination, flowchart);
        }
    }

    private static void CheckEnds(WorkflowExamination examination, Flowchart flowchart, JsonElement connection)
    {
        var (source, target) = (EndOf(connection, "source"), EndOf(connection, "target"));
        var missing = flowchart.Activities.Any(x => x.Id == source) ? target : source;
        examination.Refuse(flowchart, $"a connection leads from ‘{source}’ to ‘{target}’, but there is no activity ‘{missing}’ in it. Draw the connection again, or take it out.");
    }

    // As the reader of flowcharts has it: an object with the activity, or the id alone.
    private static string? EndOf(JsonElement connection, string name)
    {
        if (!connection.TryGetProperty(name, out var end))
            return null;
        if (end.ValueKind == JsonValueKind.Object && end.TryGetProperty("activity", out var activity))
            end = activity;
        return end.ValueKind == JsonValueKind.String ? end.GetString() : null;
    }

    private static void CheckPort(WorkflowExamination examination, Connection connection)
    {
        var source = connection.Source.Activity;
        if (OutcomePorts.Of(source, examination.DescriptorOf(source)) is { } ports && !ports.Contains(connection.SourcePort, StringComparer.Ordinal))
            examination.Refuse(source, $"the connection to {examination.NameOf(connection.Target.Activity)} leaves by ‘{connection.SourcePort}’, but it only leaves by {string.Join(", ", ports)}.");
    }

    private static void CheckLoops(WorkflowExamination examination, Flowchart flowchart)
    {
        var graph = new FlowGraph(flowchart.Connections, flowchart.GetStartActivity(null));
        var loops = flowchart.Activities.GroupBy(graph.LoopOf).Where(x => x.Key is not null);
        foreach (var loop in loops.Where(x => x.All(activity => NeverLeaves(examination, graph, activity))))
            examination.Refuse(loop.First(), $"{(loop.Count() == 1 ? "it repeats" : $"these {loop.Count()} activities repeat")} for ever: nothing in the loop waits or leads out of it. Put a decision or a delay into it.");
    }

    // Whatever the outcome, a connection leads on inside the loop, and the activity is one that does not wait.
    private static bool NeverLeaves(WorkflowExamination examination, FlowGraph graph, IActivity activity)
    {
        if (activity is ITerminalNode || activity is not (CodeActivity or FlowDecision or FlowSwitch or FlowFork))
            return false;
        var followed = graph.GetOutboundConnections(activity).Where(graph.StaysInLoop).Select(x => x.SourcePort).ToHashSet(StringComparer.Ordinal);
        return OutcomePorts.Of(activity, examination.DescriptorOf(activity)) is { } ports && ports.All(followed.Contains);
    }
}
