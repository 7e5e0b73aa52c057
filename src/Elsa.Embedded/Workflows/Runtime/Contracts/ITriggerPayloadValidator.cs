using Elsa.Workflows.Activities;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Runtime.Entities;

namespace Elsa.Workflows.Runtime.Contracts;

/// <summary>Says what stands against a trigger before its workflow is published. Registered with <c>AddTriggerPayloadValidator</c>.</summary>
/// <typeparam name="TPayload">What triggers of its kind wait for.</typeparam>
public interface ITriggerPayloadValidator<TPayload>
{
#pragma warning disable MA0061 // Elsa's contract has it without a default.
    /// <summary>Adds what stands against the trigger.</summary>
    /// <param name="payload">What the trigger waits for.</param>
    /// <param name="workflow">The workflow that is to be published.</param>
    /// <param name="trigger">The trigger as it would be stored.</param>
    /// <param name="validationErrors">Where to add it.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    Task ValidateAsync(TPayload? payload, Workflow workflow, StoredTrigger trigger, ICollection<WorkflowValidationError> validationErrors, CancellationToken cancellationToken);
#pragma warning restore MA0061
}
