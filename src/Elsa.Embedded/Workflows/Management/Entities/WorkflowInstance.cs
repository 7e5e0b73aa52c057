using Elsa.Common.Entities;
using Elsa.Workflows.State;

namespace Elsa.Workflows.Management.Entities;

/// <summary>A run of a workflow as it is stored.</summary>
public class WorkflowInstance : Entity
{
    /// <summary>The definition.</summary>
    public string DefinitionId { get; set; } = default!;

    /// <summary>The identity of the version.</summary>
    public string DefinitionVersionId { get; set; } = default!;

    /// <summary>The number of the version.</summary>
    public int Version { get; set; }

    /// <summary>The instance that started this one.</summary>
    public string? ParentWorkflowInstanceId { get; set; }

    /// <summary>All that is needed to go on with it.</summary>
    public WorkflowState WorkflowState { get; set; } = default!;

    /// <summary>Whether it is done.</summary>
    public WorkflowStatus Status { get; set; }

    /// <summary>Where it stands.</summary>
    public WorkflowSubStatus SubStatus { get; set; }

    /// <summary>Whether a host executes it now.</summary>
    public bool IsExecuting { get; set; }

    /// <summary>What ties it to the business.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>The name that the workflow gave it.</summary>
    public string? Name { get; set; }

    /// <summary>How much went wrong.</summary>
    public int IncidentCount { get; set; }

    /// <summary>Whether it belongs to the engine itself.</summary>
    public bool IsSystem { get; set; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When its state last changed.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>When it was done.</summary>
    public DateTimeOffset? FinishedAt { get; set; }
}
