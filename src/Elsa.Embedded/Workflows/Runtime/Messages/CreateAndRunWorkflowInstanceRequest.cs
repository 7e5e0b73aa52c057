using Elsa.Workflows.Models;

namespace Elsa.Workflows.Runtime.Messages;

/// <summary>Asks for a new instance and its first burst.</summary>
public class CreateAndRunWorkflowInstanceRequest
{
    /// <summary>The version of the definition.</summary>
    public WorkflowDefinitionHandle WorkflowDefinitionHandle { get; set; } = default!;

    /// <summary>What ties the instance to the business.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>The name of the instance.</summary>
    public string? Name { get; set; }

    /// <summary>The values of the inputs.</summary>
    public IDictionary<string, object>? Input { get; set; }

    /// <summary>The values of variables, in place of their defaults.</summary>
    public IDictionary<string, object>? Variables { get; set; }

    /// <summary>State that is stored with the instance.</summary>
    public IDictionary<string, object>? Properties { get; set; }

    /// <summary>The instance that asks.</summary>
    public string? ParentId { get; set; }

    /// <summary>The activity that triggered the run.</summary>
    public string? TriggerActivityId { get; set; }

    /// <summary>The activity to run instead of the root.</summary>
    public ActivityHandle? ActivityHandle { get; set; }

    /// <summary>Whether the answer holds the outputs.</summary>
    public bool IncludeWorkflowOutput { get; set; }

    /// <summary>The execution that asks.</summary>
    public string? SchedulingActivityExecutionId { get; set; }

    /// <summary>The instance of that execution.</summary>
    public string? SchedulingWorkflowInstanceId { get; set; }

    /// <summary>The depth of that execution.</summary>
    public int? SchedulingCallStackDepth { get; set; }
}
