using Elsa.Workflows.Memory;

namespace Elsa.Workflows.Models;

/// <summary>An activity that waits to be executed.</summary>
public class ActivityWorkItem
{
    /// <summary>Creates a work item.</summary>
    public ActivityWorkItem(
        IActivity activity,
        ActivityExecutionContext? owner = null,
        object? tag = null,
        IEnumerable<Variable>? variables = null,
        ActivityExecutionContext? existingActivityExecutionContext = null,
        IDictionary<string, object>? input = null,
        string? schedulingActivityExecutionId = null,
        string? schedulingWorkflowInstanceId = null,
        int? schedulingCallStackDepth = null)
    {
        Activity = activity;
        Owner = owner;
        Tag = tag;
        Variables = variables;
        ExistingActivityExecutionContext = existingActivityExecutionContext;
        Input = input ?? new Dictionary<string, object>();
        SchedulingActivityExecutionId = schedulingActivityExecutionId;
        SchedulingWorkflowInstanceId = schedulingWorkflowInstanceId;
        SchedulingCallStackDepth = schedulingCallStackDepth;
    }

    /// <summary>The activity.</summary>
    public IActivity Activity { get; }

    /// <summary>The execution that scheduled it.</summary>
    public ActivityExecutionContext? Owner { get; set; }

    /// <summary>What the owner wants to remember.</summary>
    public object? Tag { get; set; }

    /// <summary>Variables that the activity and its descendants see.</summary>
    public IEnumerable<Variable>? Variables { get; set; }

    /// <summary>The execution to go on with, instead of a new one.</summary>
    public ActivityExecutionContext? ExistingActivityExecutionContext { get; set; }

    /// <summary>Input for the activity.</summary>
    public IDictionary<string, object> Input { get; set; }

    /// <summary>The execution whose completion led here.</summary>
    public string? SchedulingActivityExecutionId { get; set; }

    /// <summary>The instance of that execution, if it is another one.</summary>
    public string? SchedulingWorkflowInstanceId { get; set; }

    /// <summary>The depth of that execution.</summary>
    public int? SchedulingCallStackDepth { get; set; }

    // The bookmark that the execution goes on from: several may be due in one burst.
    internal Bookmark? ResumedBookmark { get; init; }
}
