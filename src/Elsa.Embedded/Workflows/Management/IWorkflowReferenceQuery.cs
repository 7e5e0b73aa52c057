namespace Elsa.Workflows.Management;

/// <summary>Finds who uses a definition as an activity.</summary>
public interface IWorkflowReferenceQuery
{
    /// <summary>The definitions that use it, in their latest or published version.</summary>
    Task<IEnumerable<string>> ExecuteAsync(string workflowDefinitionId, CancellationToken cancellationToken = default);
}
