using Elsa.Workflows.Memory;

namespace Elsa.Workflows.Options;

/// <summary>How to invoke an activity.</summary>
public class ActivityInvocationOptions
{
    /// <summary>Creates empty options.</summary>
    public ActivityInvocationOptions()
    {
    }

    /// <summary>Creates options.</summary>
    public ActivityInvocationOptions(
        ActivityExecutionContext? owner,
        object? tag,
        IEnumerable<Variable>? variables,
        ActivityExecutionContext? existingActivityExecutionContext = null,
        IDictionary<string, object>? input = null)
    {
        Owner = owner;
        Tag = tag;
        Variables = variables;
        ExistingActivityExecutionContext = existingActivityExecutionContext;
        if (input is not null)
            Input = input;
    }

    /// <summary>The execution that scheduled the activity.</summary>
    public ActivityExecutionContext? Owner { get; set; }

    /// <summary>What the owner wants to remember.</summary>
    public object? Tag { get; set; }

    /// <summary>Variables that the activity and its descendants see.</summary>
    public IEnumerable<Variable>? Variables { get; set; }

    /// <summary>The execution to go on with, instead of a new one.</summary>
    public ActivityExecutionContext? ExistingActivityExecutionContext { get; set; }

    /// <summary>Input for the activity.</summary>
    public IDictionary<string, object> Input { get; set; } = new Dictionary<string, object>();

    /// <summary>The execution whose completion led here.</summary>
    public string? SchedulingActivityExecutionId { get; set; }

    /// <summary>The instance of that execution, if it is another one.</summary>
    public string? SchedulingWorkflowInstanceId { get; set; }

    /// <summary>The depth of that execution.</summary>
    public int? SchedulingCallStackDepth { get; set; }
}
