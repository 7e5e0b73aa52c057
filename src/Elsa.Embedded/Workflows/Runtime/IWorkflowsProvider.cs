namespace Elsa.Workflows.Runtime;

/// <summary>Provides workflows: from code, from files.</summary>
public interface IWorkflowsProvider
{
    /// <summary>The name, which definitions remember.</summary>
    string Name { get; }

    /// <summary>All its workflows.</summary>
    ValueTask<IEnumerable<MaterializedWorkflow>> GetWorkflowsAsync(CancellationToken cancellationToken = default);
}
