using Elsa.Workflows.Activities;
using Elsa.Workflows.Models;

namespace Elsa.Workflows;

/// <summary>Indexes the activities of a workflow.</summary>
public interface IWorkflowGraphBuilder
{
    /// <summary>Gives every activity its identity and its path, and indexes them; throws <see cref="InvalidOperationException"/> if two share a path.</summary>
    Task<WorkflowGraph> BuildAsync(Workflow workflow, CancellationToken cancellationToken = default);
}

/// <summary>An activity that holds others where no property of it shows them.</summary>
internal interface IHoldsActivities
{
    IEnumerable<(string Port, IActivity Activity)> HeldActivities { get; }
}
