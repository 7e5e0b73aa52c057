using Elsa.Workflows.Models;

namespace Elsa.Workflows.Runtime.Exceptions;

/// <summary>There is no such definition, or none in the version that was asked for.</summary>
public class WorkflowDefinitionNotFoundException : Exception
{
    /// <summary>Creates the exception.</summary>
    public WorkflowDefinitionNotFoundException(string message, WorkflowDefinitionHandle workflowDefinitionHandle) : base(message) => WorkflowDefinitionHandle = workflowDefinitionHandle;

    /// <summary>What was asked for.</summary>
    public WorkflowDefinitionHandle WorkflowDefinitionHandle { get; }
}

/// <summary>There is no such instance.</summary>
public class WorkflowInstanceNotFoundException : Exception
{
    /// <summary>Creates the exception.</summary>
    public WorkflowInstanceNotFoundException(string message, string instanceId) : base(message) => InstanceId = instanceId;

    /// <summary>What was asked for.</summary>
    public string InstanceId { get; }
}
