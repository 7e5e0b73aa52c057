using Elsa.Common.Entities;

namespace Elsa.Workflows.Runtime.Entities;

/// <summary>An activity that starts its workflow, as the index of triggers keeps it.</summary>
public class StoredTrigger : Entity
{
    /// <summary>The definition.</summary>
    public string WorkflowDefinitionId { get; set; } = default!;

    /// <summary>The version of the definition.</summary>
    public string WorkflowDefinitionVersionId { get; set; } = default!;

    /// <summary>The kind of event; mostly the type of the activity.</summary>
    public string? Name { get; set; }

    /// <summary>The activity.</summary>
    public string ActivityId { get; set; } = default!;

    /// <summary>The fingerprint of name and payload by which an event finds the trigger.</summary>
    public string? Hash { get; set; }

    /// <summary>What exactly starts the workflow.</summary>
    public object? Payload { get; set; }
}
