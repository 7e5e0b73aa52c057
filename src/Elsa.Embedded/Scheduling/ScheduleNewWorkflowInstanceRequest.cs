using Elsa.Workflows.Models;

namespace Elsa.Scheduling;

/// <summary>Which workflow is started, and with what.</summary>
public class ScheduleNewWorkflowInstanceRequest
{
    /// <summary>The workflow.</summary>
    public WorkflowDefinitionHandle WorkflowDefinitionHandle { get; set; } = default!;

    /// <summary>The activity that starts it.</summary>
    public string? TriggerActivityId { get; set; }

    /// <summary>What ties the instance to the business.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>The instance that starts it.</summary>
    public string? ParentId { get; set; }

    /// <summary>Its inputs by name.</summary>
    public IDictionary<string, object>? Input { get; set; }

    /// <summary>What the instance is to remember.</summary>
    public IDictionary<string, object>? Properties { get; set; }

    /// <summary>The values its variables begin with, by name.</summary>
    public IDictionary<string, object>? Variables { get; set; }
}
