using System.Text.Json;
using Elsa.Extensions;
using Elsa.Workflows.Activities.Flowchart.Models;
using Elsa.Workflows.Serialization;

namespace Elsa.Workflows.Activities.Flowchart.Extensions;

/// <summary>What a flowchart knows about its execution.</summary>
public static class ActivityExecutionContextExtensions
{
    private const string ScopeKey = "FlowScope";
    private static readonly object GraphKey = new();

    /// <summary>The connections, seen from where the flowchart started.</summary>
    public static FlowGraph GetFlowGraph(this ActivityExecutionContext context)
    {
        if (context.TransientProperties.TryGetValue(GraphKey, out var known))
            return (FlowGraph)known;
        var flowchart = (Activities.Flowchart)context.Activity;
        var graph = new FlowGraph(flowchart.Connections, flowchart.GetStartActivity(context.WorkflowExecutionContext.TriggerActivityId));
        context.TransientProperties[GraphKey] = graph;
        return graph;
    }

    /// <summary>Whether children are scheduled or running.</summary>
    public static bool HasPendingWork(this ActivityExecutionContext context) => context.HasScheduledWork() || context.HasRunningActivityInstances();

    /// <summary>Whether children are scheduled.</summary>
    public static bool HasScheduledWork(this ActivityExecutionContext context) => context.ScheduledChildren > 0;

    /// <summary>Whether children are running.</summary>
    public static bool HasRunningActivityInstances(this ActivityExecutionContext context) => context.RunningChildren > 0;

    /// <summary>Whether children ended by an exception.</summary>
    public static bool HasFaultedChildren(this ActivityExecutionContext context) => context.FaultedChildren > 0;

    /// <summary>The activity where the flowchart starts: the one that triggered it, the given one, a start node, one that may start the workflow, or the first without a connection to it.</summary>
    public static IActivity? GetStartActivity(this Activities.Flowchart flowchart, string? triggerActivityId) =>
        flowchart.GetTriggerActivity(triggerActivityId) ?? flowchart.GetExplicitStartActivity() ?? flowchart.GetCanStartWorkflowActivity() ?? flowchart.GetRootActivity() ?? flowchart.Activities.FirstOrDefault();

    /// <summary>The activity that triggered the run.</summary>
    public static IActivity? GetTriggerActivity(this Activities.Flowchart flowchart, string? triggerActivityId) =>
        triggerActivityId is null ? null : flowchart.Activities.FirstOrDefault(x => x.Id == triggerActivityId);

    /// <summary>The activity that was given, or a start node.</summary>
    public static IActivity? GetExplicitStartActivity(this Activities.Flowchart flowchart) =>
        flowchart.Start ?? flowchart.Activities.FirstOrDefault(x => x is IStartNode);

    /// <summary>The first activity that may start the workflow.</summary>
    public static IActivity? GetCanStartWorkflowActivity(this Activities.Flowchart flowchart) => flowchart.Activities.FirstOrDefault(x => x.GetCanStartWorkflow());

    /// <summary>Cancels everything in the flowchart that leads to an activity.</summary>
    public static async Task CancelInboundAncestorsAsync(this ActivityExecutionContext context, IActivity activity)
    {
        if (context.ParentActivityExecutionContext is not { Activity: Activities.Flowchart chart } flowchart)
            return;

        var ancestors = new HashSet<IActivity>(flowchart.GetFlowGraph().GetAncestorActivities(activity), ReferenceEqualityComparer.Instance);
        ancestors.Remove(activity);
        var unscheduled = context.WorkflowExecutionContext.Unschedule(x => ReferenceEquals(x.Owner, flowchart) && ancestors.Contains(x.Activity));
        foreach (var item in unscheduled)
            await chart.GiveUpAsync(flowchart, item.Activity, context.Id);
        foreach (var child in flowchart.GetActiveChildren().Where(x => ancestors.Contains(x.Activity)).ToList())
            await child.CancelActivityAsync();
    }

    internal static FlowScope GetFlowScope(this ActivityExecutionContext context) => context.Properties.TryGetValue(ScopeKey, out var stored) && stored is JsonElement json
        ? context.UpdateProperty<FlowScope>(ScopeKey, _ => json.Deserialize<FlowScope>(context.GetRequiredService<StateJson>().Options) ?? new FlowScope())
        : context.GetProperty(ScopeKey, () => new FlowScope())!;
}
