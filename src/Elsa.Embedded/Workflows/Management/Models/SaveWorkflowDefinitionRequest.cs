namespace Elsa.Workflows.Management.Models;

/// <summary>A definition that is to be stored.</summary>
public class SaveWorkflowDefinitionRequest
{
    /// <summary>The definition.</summary>
    public WorkflowDefinitionModel Model { get; set; } = default!;

    /// <summary>Whether to publish it too.</summary>
    public bool? Publish { get; set; }
}
