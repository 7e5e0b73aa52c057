using System.Linq.Expressions;
using Elsa.Workflows.Management.Entities;

namespace Elsa.Workflows.Management.Models;

/// <summary>An instance without its state.</summary>
public class WorkflowInstanceSummary
{
    /// <summary>The instance.</summary>
    public string Id { get; set; } = default!;

    /// <summary>The tenant that owns it.</summary>
    public string? TenantId { get; set; }

    /// <summary>The definition.</summary>
    public string DefinitionId { get; set; } = default!;

    /// <summary>The identity of the version.</summary>
    public string DefinitionVersionId { get; set; } = default!;

    /// <summary>The number of the version.</summary>
    public int Version { get; set; }

    /// <summary>Whether it is done.</summary>
    public WorkflowStatus Status { get; set; }

    /// <summary>Where it stands.</summary>
    public WorkflowSubStatus SubStatus { get; set; }

    /// <summary>What ties it to the business.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>The name that the workflow gave it.</summary>
    public string? Name { get; set; }

    /// <summary>How much went wrong.</summary>
    public int IncidentCount { get; set; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When its state last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; set; }

    /// <summary>When it was done.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>The summary of an instance.</summary>
    public static WorkflowInstanceSummary FromInstance(WorkflowInstance workflowInstance) => new()
    {
        Id = workflowInstance.Id,
        TenantId = workflowInstance.TenantId,
        DefinitionId = workflowInstance.DefinitionId,
        DefinitionVersionId = workflowInstance.DefinitionVersionId,
        Version = workflowInstance.Version,
        Status = workflowInstance.Status,
        SubStatus = workflowInstance.SubStatus,
        CorrelationId = workflowInstance.CorrelationId,
        Name = workflowInstance.Name,
        IncidentCount = workflowInstance.IncidentCount,
        CreatedAt = workflowInstance.CreatedAt,
        UpdatedAt = workflowInstance.UpdatedAt,
        FinishedAt = workflowInstance.FinishedAt,
    };

    /// <summary>Takes the summary inside a query.</summary>
    public static Expression<Func<WorkflowInstance, WorkflowInstanceSummary>> FromInstanceExpression() => x => new WorkflowInstanceSummary
    {
        Id = x.Id,
        TenantId = x.TenantId,
        DefinitionId = x.DefinitionId,
        DefinitionVersionId = x.DefinitionVersionId,
        Version = x.Version,
        Status = x.Status,
        SubStatus = x.SubStatus,
        CorrelationId = x.CorrelationId,
        Name = x.Name,
        IncidentCount = x.IncidentCount,
        CreatedAt = x.CreatedAt,
        UpdatedAt = x.UpdatedAt,
        FinishedAt = x.FinishedAt,
    };
}
