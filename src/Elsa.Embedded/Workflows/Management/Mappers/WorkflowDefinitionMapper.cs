using Elsa.Workflows.Activities;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Models;
using Elsa.Workflows.Serialization;

namespace Elsa.Workflows.Management.Mappers;

/// <summary>Turns a definition into a workflow that can run, and back; what the engine does not know goes with it.</summary>
public class WorkflowDefinitionMapper
{
    private readonly VariableDefinitionMapper _variables;

    internal WorkflowDefinitionMapper(VariableDefinitionMapper variables) => _variables = variables;

    /// <summary>The workflow of a definition.</summary>
    public Workflow Map(WorkflowDefinitionModel source)
    {
        var workflow = new Workflow(
            new WorkflowIdentity(source.DefinitionId, source.Version, source.Id, source.TenantId),
            new WorkflowPublication(source.IsLatest, source.IsPublished),
            new WorkflowMetadata(source.Name, source.Description, source.CreatedAt, source.ToolVersion),
            source.Options ?? new WorkflowOptions(),
            source.Root ?? throw new InvalidOperationException($"The definition '{source.DefinitionId}' has no root activity: there is nothing to run."),
            _variables.Map(source.Variables).ToList(),
            Present(source.Inputs),
            Present(source.Outputs),
            Present(source.Outcomes),
            source.CustomProperties ?? new Dictionary<string, object>(),
            source.IsReadonly,
            source.IsSystem);
        ((IKeepsUnknown)workflow).Unknown = ((IKeepsUnknown)source).Unknown;
        return workflow;
    }

    // Entries that are null mean nothing.
    private static List<T> Present<T>(ICollection<T>? items) => items?.Where(x => x is not null).ToList() ?? [];

    /// <summary>The definition of a workflow.</summary>
    public WorkflowDefinitionModel Map(Workflow workflow)
    {
        var model = new WorkflowDefinitionModel
        {
            Id = workflow.Identity.Id,
            DefinitionId = workflow.Identity.DefinitionId,
            TenantId = workflow.Identity.TenantId,
            Version = workflow.Identity.Version,
            Name = workflow.WorkflowMetadata.Name,
            Description = workflow.WorkflowMetadata.Description,
            CreatedAt = workflow.WorkflowMetadata.CreatedAt,
            ToolVersion = workflow.WorkflowMetadata.ToolVersion,
            Variables = _variables.Map(workflow.Variables).ToList(),
            Inputs = workflow.Inputs,
            Outputs = workflow.Outputs,
            Outcomes = workflow.Outcomes,
            CustomProperties = workflow.CustomProperties,
            IsReadonly = workflow.IsReadonly,
            IsSystem = workflow.IsSystem,
            IsLatest = workflow.Publication.IsLatest,
            IsPublished = workflow.Publication.IsPublished,
            Options = workflow.Options,
            Root = workflow.Root,
        };
        ((IKeepsUnknown)model).Unknown = ((IKeepsUnknown)workflow).Unknown;
        return model;
    }
}
