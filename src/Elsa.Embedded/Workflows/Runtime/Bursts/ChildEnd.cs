using Elsa.Expressions.Helpers;
using Elsa.Workflows.Runtime.Dispatch;

namespace Elsa.Workflows.Runtime.Bursts;

/// <summary>What an instance that waits for another one is told when that one is done, and by which properties they know each other.</summary>
internal static class ChildEnd
{
    // As recorded, for people and tools to see.
    public const string ParentProperty = "ParentInstanceId";
    public const string WaitProperty = "WaitForCompletion";

    private const string Prefix = "__Child";

    /// <summary>The properties of an instance that another one starts.</summary>
    public static Dictionary<string, object> Properties(string parentInstanceId, bool isWaitedFor)
    {
        var properties = new Dictionary<string, object> { [ParentProperty] = parentInstanceId };
        if (isWaitedFor)
            properties[WaitProperty] = true;
        return properties;
    }

    /// <summary>The event for the execution that waits; null if none does.</summary>
    public static StimulusMessage? Tell(WorkflowExecutionContext child)
    {
        var root = child.ActivityExecutionContexts.FirstOrDefault(x => x.ParentActivityExecutionContext is null);
        var isWaitedFor = child.Properties.TryGetValue(WaitProperty, out var wait) && wait.ConvertTo<bool>();
        if (!isWaitedFor || child.ParentWorkflowInstanceId is not { } parent || root?.SchedulingActivityExecutionId is not { } waiting)
            return null;
        return new StimulusMessage
        {
            IncludesTriggers = false,
            Metadata = new StimulusMetadata { WorkflowInstanceId = parent, ActivityInstanceId = waiting, Input = Write(child) },
        };
    }

    /// <summary>What the waiting execution reads from the input of its burst.</summary>
    public static ExecuteWorkflowResult Read(ActivityExecutionContext context)
    {
        var input = context.WorkflowInput;
        return new ExecuteWorkflowResult
        {
            WorkflowInstanceId = Value<string>("Id")!,
            CorrelationId = Value<string>("CorrelationId"),
            Status = Value<WorkflowStatus>("Status"),
            SubStatus = Value<WorkflowSubStatus>("SubStatus"),
            Output = Value<Dictionary<string, object>>("Output"),
        };

        T? Value<T>(string name) => input.TryGetValue(Prefix + name, out var value) ? value.ConvertTo<T>() : default;
    }

    private static Dictionary<string, object> Write(WorkflowExecutionContext child)
    {
        // All of them always: what the child before had must not stay in the input of the parent.
        return new Dictionary<string, object>
        {
            [Prefix + "Id"] = child.Id,
            [Prefix + "Status"] = child.Status.ToString(),
            [Prefix + "SubStatus"] = child.SubStatus.ToString(),
            [Prefix + "Output"] = new Dictionary<string, object>(child.Output),
            [Prefix + "CorrelationId"] = child.CorrelationId!,
        };
    }
}
