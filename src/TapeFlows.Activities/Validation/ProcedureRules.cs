using Elsa.Mediator.Contracts;
using Elsa.Workflows;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Management.Notifications;
using Elsa.Workflows.Models;
using TapeFlows.Operations;

namespace TapeFlows.Activities.Validation;

/// <summary>
/// What stands against publishing a procedure beyond what the engine looks at: pools that are not there, nothing that a run would begin with, activities that no run comes to, volumes that stay in a drive.
/// Drafts are stored without a look: they are allowed to be half done.
/// </summary>
internal sealed class ProcedureRules(IWorkflowGraphBuilder graphs, IActivityRegistry registry, TapeSite site) : INotificationHandler<WorkflowDefinitionValidating>
{
    /// <inheritdoc/>
    public async Task HandleAsync(WorkflowDefinitionValidating notification, CancellationToken cancellationToken)
    {
        WorkflowGraph graph;
        try
        {
            graph = await graphs.BuildAsync(notification.Workflow, cancellationToken);
        }
        catch (InvalidOperationException e)
        {
            // Activities that cannot be told from each other. The engine says so too; where nobody did, it is said here.
            if (notification.ValidationErrors.Count == 0)
                notification.ValidationErrors.Add(new WorkflowValidationError(e.Message));
            return;
        }

        var examination = new Examination(graph, registry, notification.ValidationErrors);
        await PoolRule.CheckAsync(examination, site, cancellationToken);
        StartRule.Check(examination);
        ReachRule.Check(examination);
        MountRule.Check(examination);
    }
}
