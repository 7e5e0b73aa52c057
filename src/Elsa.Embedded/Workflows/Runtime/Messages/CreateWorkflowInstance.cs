using Elsa.Workflows.Models;

namespace Elsa.Workflows.Runtime.Messages;

/// <summary>Asks for a new instance that does not run yet.</summary>
public class CreateWorkflowInstanceRequest
{
    /// <summary>The version of the definition.</summary>
    public WorkflowDefinitionHandle WorkflowDefinitionHandle { get; set; } = default!;

    /// <summary>What ties the instance to the business.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>The name of the instance.</summary>
    public string? Name { get; set; }

    /// <summary>The values of the inputs.</summary>
    public IDictionary<string, object>? Input { get; set; }

    /// <summary>State that is stored with the instance.</summary>
    public IDictionary<string, object>? Properties { get; set; }

    /// <summary>The instance that asks.</summary>
    public string? ParentId { get; set; }
}

/// <summary>The instance exists.</summary>
public record CreateWorkflowInstanceResponse;
