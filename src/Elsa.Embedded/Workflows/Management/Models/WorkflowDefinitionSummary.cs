using System.Linq.Expressions;
using Elsa.Workflows.Management.Entities;

namespace Elsa.Workflows.Management.Models;

/// <summary>A version of a definition without its content.</summary>
public class WorkflowDefinitionSummary
{
    /// <summary>The identity of the version.</summary>
    public string Id { get; set; } = default!;

    /// <summary>The definition.</summary>
    public string DefinitionId { get; set; } = default!;

    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>What it does.</summary>
    public string? Description { get; set; }

    /// <summary>The number of the version.</summary>
    public int? Version { get; set; }

    /// <summary>The version of the engine that made it.</summary>
    public Version? ToolVersion { get; set; }

    /// <summary>Whether there is no later version.</summary>
    public bool IsLatest { get; set; }

    /// <summary>Whether it is in use.</summary>
    public bool IsPublished { get; set; }

    /// <summary>Who provides it.</summary>
    public string? ProviderName { get; set; }

    /// <summary>What turns it into a workflow.</summary>
    public string MaterializerName { get; set; } = default!;

    /// <summary>When the version was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Whether operators may not change it.</summary>
    public bool IsReadonly { get; set; }

    /// <summary>The summary of a version.</summary>
    public static WorkflowDefinitionSummary FromDefinition(WorkflowDefinition workflowDefinition) => new()
    {
        Id = workflowDefinition.Id,
        DefinitionId = workflowDefinition.DefinitionId,
        Name = workflowDefinition.Name,
        Description = workflowDefinition.Description,
        Version = workflowDefinition.Version,
        ToolVersion = workflowDefinition.ToolVersion,
        IsLatest = workflowDefinition.IsLatest,
        IsPublished = workflowDefinition.IsPublished,
        ProviderName = workflowDefinition.ProviderName,
        MaterializerName = workflowDefinition.MaterializerName,
        CreatedAt = workflowDefinition.CreatedAt,
        IsReadonly = workflowDefinition.IsReadonly,
    };

    /// <summary>Takes the summary inside a query.</summary>
    public static Expression<Func<WorkflowDefinition, WorkflowDefinitionSummary>> FromDefinitionExpression() => x => new WorkflowDefinitionSummary
    {
        Id = x.Id,
        DefinitionId = x.DefinitionId,
        Name = x.Name,
        Description = x.Description,
        Version = x.Version,
        ToolVersion = x.ToolVersion,
        IsLatest = x.IsLatest,
        IsPublished = x.IsPublished,
        ProviderName = x.ProviderName,
        MaterializerName = x.MaterializerName,
        CreatedAt = x.CreatedAt,
        IsReadonly = x.IsReadonly,
    };
}
