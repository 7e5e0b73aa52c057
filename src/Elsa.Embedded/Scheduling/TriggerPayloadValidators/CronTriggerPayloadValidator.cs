using Elsa.Scheduling.Bookmarks;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Runtime.Contracts;
using Elsa.Workflows.Runtime.Entities;

namespace Elsa.Scheduling.TriggerPayloadValidators;

/// <summary>Refuses cron expressions that cannot be read, and those that are never due again.</summary>
public class CronTriggerPayloadValidator : ITriggerPayloadValidator<CronTriggerPayload>
{
    private readonly ICronParser _cronParser;

    /// <summary>Creates the validator.</summary>
    public CronTriggerPayloadValidator(ICronParser cronParser) => _cronParser = cronParser;

#pragma warning disable MA0061, CS8767 // Elsa's class has it so.
    /// <inheritdoc />
    public Task ValidateAsync(CronTriggerPayload payload, Workflow workflow, StoredTrigger trigger, ICollection<WorkflowValidationError> validationErrors, CancellationToken cancellationToken)
    {
        try
        {
            _cronParser.GetNextOccurrence(payload.CronExpression);
        }
        catch (FormatException e)
        {
            validationErrors.Add(new WorkflowValidationError($"Cron ‘{trigger.ActivityId}’: {e.Message}", trigger.ActivityId));
        }

        return Task.CompletedTask;
    }
#pragma warning restore MA0061, CS8767
}
