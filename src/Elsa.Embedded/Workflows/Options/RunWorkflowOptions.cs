using Elsa.Workflows.Models;

namespace Elsa.Workflows.Options;

/// <summary>How to run a workflow.</summary>
public class RunWorkflowOptions
{
    /// <summary>The identity of the new instance; made up if not given.</summary>
    public string? WorkflowInstanceId { get; set; }

    /// <summary>What ties the instance to the business.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>The bookmark to resume.</summary>
    public string? BookmarkId { get; set; }

    /// <summary>The activity to run instead of the root.</summary>
    public ActivityHandle? ActivityHandle { get; set; }

    /// <summary>The values of the workflow's inputs by name.</summary>
    public IDictionary<string, object>? Input { get; set; }

    /// <summary>The values of the workflow's variables by name, in place of their defaults.</summary>
    public IDictionary<string, object>? Variables { get; set; }

    /// <summary>State that is stored with the instance.</summary>
    public IDictionary<string, object>? Properties { get; set; }

    /// <summary>The activity that triggered the run: its flowchart starts there.</summary>
    public string? TriggerActivityId { get; set; }

    /// <summary>The instance that started this one.</summary>
    public string? ParentWorkflowInstanceId { get; set; }

    /// <summary>The activity execution that started this run.</summary>
    public string? SchedulingActivityExecutionId { get; set; }

    /// <summary>The instance of that activity execution.</summary>
    public string? SchedulingWorkflowInstanceId { get; set; }

    /// <summary>The depth of that activity execution.</summary>
    public int? SchedulingCallStackDepth { get; set; }
}
