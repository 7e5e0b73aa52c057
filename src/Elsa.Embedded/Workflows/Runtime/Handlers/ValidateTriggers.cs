using System.Collections.Concurrent;
using Elsa.Mediator.Contracts;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Management.Notifications;
using Elsa.Workflows.Runtime.Contracts;
using Elsa.Workflows.Runtime.Entities;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Workflows.Runtime.Handlers;

/// <summary>Asks the validators that are registered for what a workflow's triggers wait for.</summary>
internal sealed class ValidateTriggers(ITriggerIndexer indexer, IServiceProvider services) : INotificationHandler<WorkflowDefinitionValidating>
{
    private static readonly ConcurrentDictionary<Type, Check> Checks = new();

    public async Task HandleAsync(WorkflowDefinitionValidating notification, CancellationToken cancellationToken)
    {
        foreach (var trigger in await indexer.GetTriggersAsync(notification.Workflow, cancellationToken))
        {
            if (trigger.Payload is not { } payload)
                continue;
            var check = Checks.GetOrAdd(payload.GetType(), static type => (Check)Activator.CreateInstance(typeof(Check<>).MakeGenericType(type))!);
            await check.ValidateAsync(services, notification.Workflow, trigger, notification.ValidationErrors, cancellationToken);
        }
    }

    private abstract class Check
    {
        public abstract Task ValidateAsync(IServiceProvider services, Workflow workflow, StoredTrigger trigger, ICollection<WorkflowValidationError> errors, CancellationToken cancellationToken);
    }

    private sealed class Check<T> : Check
    {
        public override async Task ValidateAsync(IServiceProvider services, Workflow workflow, StoredTrigger trigger, ICollection<WorkflowValidationError> errors, CancellationToken cancellationToken)
        {
            foreach (var validator in services.GetServices<ITriggerPayloadValidator<T>>())
                await validator.ValidateAsync((T)trigger.Payload!, workflow, trigger, errors, cancellationToken);
        }
    }
}
