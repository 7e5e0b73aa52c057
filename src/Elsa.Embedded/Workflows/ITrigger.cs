using Elsa.Expressions.Helpers;
using Elsa.Expressions.Models;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Models;

namespace Elsa.Workflows;

/// <summary>An activity that may start a workflow.</summary>
public interface ITrigger : IActivity
{
    /// <summary>What the trigger waits for.</summary>
    ValueTask<IEnumerable<object>> GetTriggerPayloadsAsync(TriggerIndexingContext context);
}

/// <summary>What is at hand while the triggers of a workflow are indexed.</summary>
public class WorkflowIndexingContext
{
    /// <summary>Creates the context.</summary>
    public WorkflowIndexingContext(Workflow workflow, CancellationToken cancellationToken)
    {
        Workflow = workflow;
        CancellationToken = cancellationToken;
    }

    /// <summary>The workflow.</summary>
    public Workflow Workflow { get; }

    /// <summary>Cancelled when indexing is.</summary>
    public CancellationToken CancellationToken { get; }
}

/// <summary>What is at hand while a trigger is indexed.</summary>
public class TriggerIndexingContext
{
    /// <summary>Creates the context.</summary>
    public TriggerIndexingContext(WorkflowIndexingContext workflowIndexingContext, ExpressionExecutionContext expressionExecutionContext, ITrigger trigger, CancellationToken cancellationToken)
    {
        WorkflowIndexingContext = workflowIndexingContext;
        ExpressionExecutionContext = expressionExecutionContext;
        Trigger = trigger;
        TriggerName = trigger.Type;
        CancellationToken = cancellationToken;
    }

    /// <summary>The workflow.</summary>
    public WorkflowIndexingContext WorkflowIndexingContext { get; }

    /// <summary>The scope of expressions.</summary>
    public ExpressionExecutionContext ExpressionExecutionContext { get; }

    /// <summary>The trigger.</summary>
    public ITrigger Trigger { get; }

    /// <summary>The kind of event; the type of the activity unless the trigger says otherwise.</summary>
    public string TriggerName { get; set; }

    /// <summary>Cancelled when indexing is.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Reads an input.</summary>
    public T? Get<T>(Input<T>? input) => input is not null && ExpressionExecutionContext.TryGet(input.MemoryBlockReference(), out var value)
        ? value.ConvertTo<T>()
        : default;
}

/// <summary>Base of activities that may start a workflow.</summary>
public abstract class Trigger : Activity, ITrigger
{
    /// <summary>Creates a trigger whose type name follows from the class.</summary>
    protected Trigger(string? source = null, int? line = null) : base(source, line)
    {
    }

    /// <summary>Creates a trigger with the given type name.</summary>
    protected Trigger(string activityType, int version = 1, string? source = null, int? line = null) : base(activityType, version, source, line)
    {
    }

    /// <summary>What the trigger waits for.</summary>
    protected virtual ValueTask<IEnumerable<object>> GetTriggerPayloadsAsync(TriggerIndexingContext context) => new(GetTriggerPayloads(context));

    /// <summary>What the trigger waits for.</summary>
    protected virtual IEnumerable<object> GetTriggerPayloads(TriggerIndexingContext context) => [GetTriggerPayload(context)];

    /// <summary>What the trigger waits for.</summary>
    protected virtual object GetTriggerPayload(TriggerIndexingContext context) => new();

    ValueTask<IEnumerable<object>> ITrigger.GetTriggerPayloadsAsync(TriggerIndexingContext context) => GetTriggerPayloadsAsync(context);
}
