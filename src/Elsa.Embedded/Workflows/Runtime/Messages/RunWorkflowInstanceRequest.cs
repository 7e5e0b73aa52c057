using Elsa.Workflows.Models;

namespace Elsa.Workflows.Runtime.Messages;

/// <summary>Asks for a burst of an instance.</summary>
public class RunWorkflowInstanceRequest
{
    /// <summary>Goes on with whatever is scheduled.</summary>
    public static RunWorkflowInstanceRequest Empty { get; } = new();

    /// <summary>The bookmark to resume.</summary>
    public string? BookmarkId { get; set; }

    /// <summary>The activity to run.</summary>
    public ActivityHandle? ActivityHandle { get; set; }

    /// <summary>The activity that triggered the run.</summary>
    public string? TriggerActivityId { get; set; }

    /// <summary>Input for the burst.</summary>
    public IDictionary<string, object>? Input { get; set; }

    /// <summary>The values of variables, in place of what they hold.</summary>
    public IDictionary<string, object>? Variables { get; set; }

    /// <summary>State that is stored with the instance.</summary>
    public IDictionary<string, object>? Properties { get; set; }

    /// <summary>Whether the answer holds the outputs.</summary>
    public bool IncludeWorkflowOutput { get; set; }

    /// <summary>The execution that asks.</summary>
    public string? SchedulingActivityExecutionId { get; set; }

    /// <summary>The instance of that execution.</summary>
    public string? SchedulingWorkflowInstanceId { get; set; }

    /// <summary>The depth of that execution.</summary>
    public int? SchedulingCallStackDepth { get; set; }
}
