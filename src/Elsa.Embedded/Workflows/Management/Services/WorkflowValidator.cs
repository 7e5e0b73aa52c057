using Elsa.Expressions.Contracts;
using Elsa.Mediator.Contracts;
using Elsa.Workflows.Activities;
using Elsa.Workflows.CommitStates;
using Elsa.Workflows.Management.Exceptions;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Management.Notifications;
using Elsa.Workflows.Management.Validation;

namespace Elsa.Workflows.Management.Services;

/// <summary>Asks everyone who wants to say something. People read the first few problems, so no more are told one by one.</summary>
internal sealed class WorkflowValidator(INotificationSender notifications) : IWorkflowValidator
{
    private const int MaxErrors = 50;

    public async Task<IEnumerable<WorkflowValidationError>> ValidateAsync(Workflow workflow, CancellationToken cancellationToken = default)
    {
        var errors = new List<WorkflowValidationError>();
        try
        {
            await notifications.SendAsync(new WorkflowDefinitionValidating(workflow, errors), cancellationToken);
        }
        catch (TriggerIndexingException e) when (errors.Exists(x => x.ActivityId == e.ActivityId))
        {
            // What was said about the activity is why.
        }
        catch (TriggerIndexingException e)
        {
            errors.Add(new WorkflowValidationError(e.Message, e.ActivityId));
        }

        return errors.Count <= MaxErrors ? errors : [.. errors[..MaxErrors], new WorkflowValidationError($"And {errors.Count - MaxErrors} more problems.")];
    }
}

/// <summary>What stands against a workflow, whatever it is for.</summary>
internal sealed class ValidateWorkflow(IActivityRegistry registry, IExpressionDescriptorRegistry languages, ICommitStrategyRegistry commits) : INotificationHandler<WorkflowDefinitionValidating>
{
    public Task HandleAsync(WorkflowDefinitionValidating notification, CancellationToken cancellationToken)
    {
        var examination = new WorkflowExamination(notification.Workflow, registry, notification.ValidationErrors);
        ActivityRules.Check(examination);
        InputRules.Check(examination, languages);
        FlowchartRules.Check(examination);
        NameRules.Check(examination, commits);
        return Task.CompletedTask;
    }
}
