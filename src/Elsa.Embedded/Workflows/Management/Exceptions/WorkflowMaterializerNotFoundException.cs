namespace Elsa.Workflows.Management.Exceptions;

/// <summary>Nothing here makes a workflow of the version.</summary>
public class WorkflowMaterializerNotFoundException : Exception
{
    /// <summary>Creates the exception.</summary>
    public WorkflowMaterializerNotFoundException(string materializerName, string message = "Materializer not found. The materializer may be disabled or not registered") : base(message) =>
        MaterializerName = materializerName;

    /// <summary>The materializer that was asked for.</summary>
    public string MaterializerName { get; }
}
