using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Elsa.Expressions.Models;
using Elsa.Extensions;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Stimuli;

namespace Elsa.Workflows.Runtime.Activities;

/// <summary>Waits for an event, or starts the workflow when it is published.</summary>
[Activity("Elsa", "Primitives", "Wait for an event to be published.")]
public class Event : Trigger<object>
{
    /// <summary>The input under which the payload of the event comes.</summary>
    public const string EventInputWorkflowInputKey = "__EventPayloadWorkflowInput";

    // For definitions: the name follows with the other properties.
    private Event() : base((string?)null, null)
    {
    }

    /// <summary>Waits for the event with the name.</summary>
    public Event(string eventName, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(new Input<string>(eventName), source, line)
    {
    }

    /// <summary>Waits for the event with the name.</summary>
    public Event(Func<string> eventName, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(new Input<string>(eventName), source, line)
    {
    }

    /// <summary>Waits for the event with the name.</summary>
    public Event(Func<ExpressionExecutionContext, string?> eventName, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(new Input<string>(eventName), source, line)
    {
    }

    /// <summary>Waits for the event with the name.</summary>
    public Event(Variable<string> variable, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(new Input<string>(variable), source, line)
    {
    }

    /// <summary>Waits for the event with the name.</summary>
    public Event(Literal<string> literal, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(new Input<string>((Literal)literal), source, line)
    {
    }

    /// <summary>Waits for the event with the name.</summary>
    public Event(Input<string> eventName, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line) => EventName = eventName;

    /// <summary>The name of the event.</summary>
    [Input(Description = "The name of the event to listen for.")]
    [Required]
    public Input<string> EventName { get; set; } = default!;

    /// <inheritdoc />
    protected override object GetTriggerPayload(TriggerIndexingContext context) => context.GetEventStimulus(context.Get(EventName) ?? throw Nameless());

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (context.IsTriggerOfWorkflow())
            await CompleteInternalAsync(context);
        else
            context.WaitForEvent(context.Get(EventName) ?? throw Nameless(), CompleteInternalAsync);
    }

    private async ValueTask CompleteInternalAsync(ActivityExecutionContext context)
    {
        context.SetResult(context.GetEventInput());
        // The payload is of this event: another one that comes without any must not find it.
        context.WorkflowInput.Remove(EventInputWorkflowInputKey);
        await context.CompleteActivityAsync();
    }

    private InvalidOperationException Nameless() => new($"The event '{Id}' has no name: it would wait for ever.");
}
