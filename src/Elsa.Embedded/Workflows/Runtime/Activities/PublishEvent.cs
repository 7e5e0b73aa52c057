using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Dispatch;
using Elsa.Workflows.Runtime.Services;
using Elsa.Workflows.Runtime.Stimuli;

namespace Elsa.Workflows.Runtime.Activities;

/// <summary>Publishes an event. It is stored with the next commit of the instance and delivered then: a crash before leaves no trace of it, one after does not lose it.</summary>
[Activity("Elsa", "Primitives", "Publishes an event.")]
public class PublishEvent : Activity
{
    /// <summary>Creates the activity.</summary>
    public PublishEvent([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>The name of the event.</summary>
    [Input(Description = "The name of the event to publish.")]
    [Required]
    public Input<string> EventName { get; set; } = default!;

    /// <summary>What ties the instances that it is meant for to the business.</summary>
    [Input(Description = "The correlation ID to scope the event to.")]
    public Input<string?> CorrelationId { get; set; } = default!;

    /// <summary>Whether only this instance is meant.</summary>
    [Input(DisplayName = "Local event", Description = "Whether the event is local to the workflow. When checked, the event will be delivered to this workflow instance only.")]
    public Input<bool> IsLocalEvent { get; set; } = default!;

    /// <summary>What goes with the event.</summary>
    [Input(Description = "The payload to send as the event body.")]
    public Input<object> Payload { get; set; } = default!;

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var name = context.Get(EventName) ?? throw new InvalidOperationException($"The activity '{Id}' publishes an event without a name.");
        var instanceId = context.Get(IsLocalEvent) ? context.WorkflowExecutionContext.Id : null;
        var message = new StimulusMessage
        {
            Name = RuntimeStimulusNames.Event,
            Hash = context.GetRequiredService<IStimulusHasher>().Hash(RuntimeStimulusNames.Event, new EventStimulus(name)),
            Metadata = EventPublisher.MetadataOf(context.Get(CorrelationId), instanceId, null, context.Get(Payload)),
        };
        Outbox.Add(context, dispatches => dispatches.Stimulus(message));
        await context.CompleteActivityAsync();
    }
}
