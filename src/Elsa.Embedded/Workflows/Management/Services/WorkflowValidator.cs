using Elsa.Mediator.Contracts;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Management.Activities.WorkflowDefinitionActivity;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Management.Notifications;
using Elsa.Workflows.Services;

namespace Elsa.Workflows.Management.Services;

/// <summary>Asks everyone who wants to say something.</summary>
internal sealed class WorkflowValidator(INotificationSender notifications) : IWorkflowValidator
{
    public async Task<IEnumerable<WorkflowValidationError>> ValidateAsync(Workflow workflow, CancellationToken cancellationToken = default)
    {
        var errors = new List<WorkflowValidationError>();
        await notifications.SendAsync(new WorkflowDefinitionValidating(workflow, errors), cancellationToken);
        return errors;
    }
}

/// <summary>What stands against any workflow: workflows that it uses and that are not there, or that use it.</summary>
internal sealed class ValidateWorkflow : INotificationHandler<WorkflowDefinitionValidating>
{
    public Task HandleAsync(WorkflowDefinitionValidating notification, CancellationToken cancellationToken)
    {
        foreach (var activity in WorkflowGraphBuilder.Walk(notification.Workflow).Select(x => x.Activity).OfType<WorkflowDefinitionActivity>())
        {
            if (activity.Problem is { } problem)
                notification.ValidationErrors.Add(new WorkflowValidationError(problem, activity.Id));
        }

        return Task.CompletedTask;
    }
}
