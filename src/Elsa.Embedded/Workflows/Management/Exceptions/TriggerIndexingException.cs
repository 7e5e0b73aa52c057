namespace Elsa.Workflows.Management.Exceptions;

/// <summary>What a trigger waits for cannot be told from its definition: an input fails, or needs an instance that does not run yet.</summary>
internal sealed class TriggerIndexingException(IActivity trigger, Exception inner) : InvalidOperationException(
    $"The trigger ‘{trigger.Name ?? trigger.Id}’ ({trigger.Type}) cannot start the workflow: {inner.Message}", inner)
{
    public string ActivityId => trigger.Id;
}
