namespace Elsa.Workflows;

/// <summary>An activity that can start a workflow and puts out a value.</summary>
public abstract class Trigger<TResult> : Activity<TResult>, ITrigger
{
    /// <summary>Creates the activity; the type name comes from the class.</summary>
    protected Trigger(string? source = null, int? line = null) : base(source, line)
    {
    }

    /// <summary>Creates the activity with a type name of its own.</summary>
    protected Trigger(string activityType, int version = 1, string? source = null, int? line = null) : base(activityType, version, source, line)
    {
    }

    /// <summary>What the trigger reacts to; one entry of the index each.</summary>
    protected virtual ValueTask<IEnumerable<object>> GetTriggerPayloadsAsync(TriggerIndexingContext context) => new(GetTriggerPayloads(context));

    /// <summary>What the trigger reacts to; one entry of the index each.</summary>
    protected virtual IEnumerable<object> GetTriggerPayloads(TriggerIndexingContext context) => [GetTriggerPayload(context)];

    /// <summary>What the trigger reacts to.</summary>
    protected virtual object GetTriggerPayload(TriggerIndexingContext context) => new();

    ValueTask<IEnumerable<object>> ITrigger.GetTriggerPayloadsAsync(TriggerIndexingContext context) => GetTriggerPayloadsAsync(context);
}
