using Elsa.Workflows.Memory;

namespace Elsa.Workflows.Options;

/// <summary>How to schedule a child.</summary>
public class ScheduleWorkOptions
{
    /// <summary>Called when the child completes.</summary>
    public ActivityCompletionCallback? CompletionCallback { get; set; }

    /// <summary>What the owner wants to remember.</summary>
    public object? Tag { get; set; }

    /// <summary>Variables that the child and its descendants see.</summary>
    public ICollection<Variable>? Variables { get; set; }

    /// <summary>The execution to go on with, instead of a new one.</summary>
    public ActivityExecutionContext? ExistingActivityExecutionContext { get; set; }

    /// <summary>Whether a child that is scheduled already is left alone.</summary>
    public bool PreventDuplicateScheduling { get; set; }

    /// <summary>Input for the child.</summary>
    public IDictionary<string, object>? Input { get; set; }

    /// <summary>The execution whose completion led here; the owner if not given.</summary>
    public string? SchedulingActivityExecutionId { get; set; }

    /// <summary>The instance of that execution, if it is another one.</summary>
    public string? SchedulingWorkflowInstanceId { get; set; }
}
