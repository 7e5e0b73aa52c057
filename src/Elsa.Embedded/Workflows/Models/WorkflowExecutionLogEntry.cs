namespace Elsa.Workflows.Models;

/// <summary>A line of the journal.</summary>
/// <param name="ActivityInstanceId">The execution that wrote it.</param>
/// <param name="ParentActivityInstanceId">The execution around that one.</param>
/// <param name="ActivityId">The activity.</param>
/// <param name="ActivityType">The type of the activity.</param>
/// <param name="ActivityTypeVersion">The version of the type.</param>
/// <param name="ActivityName">The name that people gave the activity.</param>
/// <param name="NodeId">The path to the activity.</param>
/// <param name="ActivityState">Not used any more.</param>
/// <param name="Timestamp">When it was written.</param>
/// <param name="Sequence">Its number within the instance, from 0.</param>
/// <param name="EventName">What happened: Started, Completed, Suspended, Resumed, Canceled, Faulted, or a name of the activity's own.</param>
/// <param name="Message">What a person should know.</param>
/// <param name="Source">Where in the code the activity was made.</param>
/// <param name="Payload">More about the event.</param>
public record WorkflowExecutionLogEntry(
    string ActivityInstanceId,
    string? ParentActivityInstanceId,
    string ActivityId,
    string ActivityType,
    int ActivityTypeVersion,
    string? ActivityName,
    string NodeId,
    IDictionary<string, object>? ActivityState,
    DateTimeOffset Timestamp,
    long Sequence,
    string? EventName,
    string? Message,
    string? Source,
    object? Payload);
