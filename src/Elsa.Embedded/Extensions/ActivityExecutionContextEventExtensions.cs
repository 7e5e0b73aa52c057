using Elsa.Workflows;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Activities;
using Elsa.Workflows.Runtime.Stimuli;

namespace Elsa.Extensions;

/// <summary>Waits for events with a name, in any activity.</summary>
public static class ActivityExecutionContextEventExtensions
{
    /// <summary>The payload of the event that started or resumed the workflow; null if it had none.</summary>
    public static object? GetEventInput(this ActivityExecutionContext context) => context.WorkflowInput.TryGetValue(Event.EventInputWorkflowInputKey, out var payload) ? payload : null;

    /// <summary>The stimulus for an event with a name; the trigger is then indexed as one for events.</summary>
    public static EventStimulus GetEventStimulus(this TriggerIndexingContext context, string eventName)
    {
        context.TriggerName = RuntimeStimulusNames.Event;
        return new EventStimulus(eventName);
    }

    /// <summary>Makes the activity wait for an event.</summary>
    public static void WaitForEvent(this ActivityExecutionContext context, string eventName, ExecuteActivityDelegate? callback = null) => context.CreateBookmark(new CreateBookmarkArgs
    {
        BookmarkName = RuntimeStimulusNames.Event,
        Stimulus = new EventStimulus(eventName),
        Callback = callback,
    });
}
