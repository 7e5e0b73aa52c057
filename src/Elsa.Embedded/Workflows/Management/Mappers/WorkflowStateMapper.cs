using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.State;

namespace Elsa.Workflows.Management.Mappers;

/// <summary>Makes of a state the instance that is stored, and back.</summary>
public class WorkflowStateMapper
{
    /// <summary>The instance of a state.</summary>
    public WorkflowInstance? Map(WorkflowState? source)
    {
        if (source is null)
            return null;
        var instance = new WorkflowInstance { CreatedAt = source.CreatedAt };
        Apply(source, instance);
        return instance;
    }

    /// <summary>The state of an instance.</summary>
    public WorkflowState? Map(WorkflowInstance? source) => source?.WorkflowState;

    /// <summary>Takes a state over into an instance.</summary>
    public void Apply(WorkflowState source, WorkflowInstance target)
    {
        target.Id = source.Id;
        target.DefinitionId = source.DefinitionId;
        target.DefinitionVersionId = source.DefinitionVersionId;
        target.Version = source.DefinitionVersion;
        target.ParentWorkflowInstanceId = source.ParentWorkflowInstanceId;
        target.WorkflowState = source;
        target.Status = source.Status;
        target.SubStatus = source.SubStatus;
        target.IsExecuting = source.IsExecuting;
        target.CorrelationId = source.CorrelationId;
        target.Name = source.Name;
        target.IncidentCount = source.Incidents.Count;
        target.IsSystem = source.IsSystem;
        target.CreatedAt = source.CreatedAt;
        target.UpdatedAt = source.UpdatedAt;
        target.FinishedAt = source.FinishedAt;
    }
}
