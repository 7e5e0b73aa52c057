using Elsa.Workflows.Activities;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Models;
using Elsa.Workflows.Serialization;

namespace Elsa.Workflows.Management.Mappers;

/// <summary>Turns a definition into a workflow that can run, and back; what the engine does not know goes with it.</summary>
public class WorkflowDefinitionMapper
{
    private readonly VariableDefinitionMapper _variables;
    private readonly IActivitySerializer _serializer;

    internal WorkflowDefinitionMapper(VariableDefinitionMapper variables, IActivitySerializer serializer)
    {
        _variables = variables;
        _serializer = serializer;
    }

    /// <summary>The workflow of a stored version.</summary>
    public Workflow Map(WorkflowDefinition source) => Map(ToModel(source));

    /// <summary>A stored version as files and the API hold it.</summary>
    public Task<WorkflowDefinitionModel> MapAsync(WorkflowDefinition workflowDefinition, CancellationToken cancellationToken = default) =>
        Task.FromResult(ToModel(workflowDefinition));

    /// <summary>Stored versions as files and the API hold them.</summary>
    public Task<IEnumerable<WorkflowDefinitionModel>> MapAsync(IEnumerable<WorkflowDefinition> source, CancellationToken cancellationToken = default) =>
        Task.FromResult<IEnumerable<WorkflowDefinitionModel>>(source.Select(ToModel).ToList());

    /// <summary>The version that is to be stored for a definition from outside.</summary>
    public WorkflowDefinition MapToWorkflowDefinition(WorkflowDefinitionModel source)
    {
        var definition = new WorkflowDefinition
        {
            Id = source.Id,
            DefinitionId = source.DefinitionId,
            TenantId = source.TenantId,
            Name = source.Name,
            Description = source.Description,
            CreatedAt = source.CreatedAt,
            Version = source.Version,
            ToolVersion = source.ToolVersion,
            Options = source.Options ?? new WorkflowOptions(),
            Variables = _variables.Map(source.Variables).ToList(),
            Inputs = Present(source.Inputs),
            Outputs = Present(source.Outputs),
            Outcomes = Present(source.Outcomes),
            CustomProperties = source.CustomProperties ?? new Dictionary<string, object>(),
            IsReadonly = source.IsReadonly,
            IsSystem = source.IsSystem,
            IsLatest = source.IsLatest,
            IsPublished = source.IsPublished,
            StringData = source.Root is null ? null : _serializer.Serialize(source.Root),
        };
        ((IKeepsUnknown)definition).Unknown = ((IKeepsUnknown)source).Unknown;
        return definition;
    }

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

    private WorkflowDefinitionModel ToModel(WorkflowDefinition source)
    {
        var model = new WorkflowDefinitionModel
        {
            Id = source.Id,
            DefinitionId = source.DefinitionId,
            TenantId = source.TenantId,
            Name = source.Name,
            Description = source.Description,
            CreatedAt = source.CreatedAt,
            Version = source.Version,
            ToolVersion = source.ToolVersion,
            Options = source.Options,
            Variables = _variables.Map(source.Variables).ToList(),
            Inputs = source.Inputs,
            Outputs = source.Outputs,
            Outcomes = source.Outcomes,
            CustomProperties = source.CustomProperties,
            IsReadonly = source.IsReadonly,
            IsSystem = source.IsSystem,
            IsLatest = source.IsLatest,
            IsPublished = source.IsPublished,
            Root = source.StringData is null ? null : _serializer.Deserialize(source.StringData),
        };
        ((IKeepsUnknown)model).Unknown = ((IKeepsUnknown)source).Unknown;
        return model;
    }

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
