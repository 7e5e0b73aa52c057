namespace Elsa.Workflows.Runtime;

/// <summary>What came of an instance that a workflow executed.</summary>
public class ExecuteWorkflowResult
{
    /// <summary>The version of its definition.</summary>
    public string WorkflowDefinitionVersionId { get; set; } = default!;

    /// <summary>The instance.</summary>
    public string WorkflowInstanceId { get; set; } = default!;

    /// <summary>What ties it to the business.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>Whether it is done.</summary>
    public WorkflowStatus Status { get; set; }

    /// <summary>Where it stands.</summary>
    public WorkflowSubStatus SubStatus { get; set; }

    /// <summary>What came out.</summary>
    public IDictionary<string, object>? Output { get; set; }
}
