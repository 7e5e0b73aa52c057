using Elsa.Workflows.Runtime.Requests;
using Elsa.Workflows.Runtime.Responses;
using Elsa.Workflows.Runtime.Results;

namespace Elsa.Workflows.Runtime;

/// <summary>Tells of events: they start workflows by their triggers and resume instances by their bookmarks.</summary>
public interface IStimulusSender
{
    /// <summary>Tells of an event and waits for the bursts. One that is meant for a certain instance, bookmark or execution and finds no bookmark is queued until it is there.</summary>
    Task<SendStimulusResult> SendAsync(string activityTypeName, object stimulus, StimulusMetadata? metadata = null, CancellationToken cancellationToken = default);

    /// <summary>Tells of an event by its fingerprint and waits for the bursts.</summary>
    Task<SendStimulusResult> SendAsync(string stimulusHash, StimulusMetadata? metadata = null, CancellationToken cancellationToken = default);
}

/// <summary>Tells of events in the background.</summary>
public interface IStimulusDispatcher
{
    /// <summary>Stores the event; what it starts and resumes survives a crash.</summary>
    Task<DispatchStimulusResponse> SendAsync(DispatchStimulusRequest request, CancellationToken cancellationToken = default);
}

/// <summary>Whom an event is meant for, and what goes with it.</summary>
public class StimulusMetadata
{
    /// <summary>What ties instances to the business.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>The instance.</summary>
    public string? WorkflowInstanceId { get; set; }

    /// <summary>The execution.</summary>
    public string? ActivityInstanceId { get; set; }

    /// <summary>The bookmark.</summary>
    public string? BookmarkId { get; set; }

    /// <summary>The instance that asks; new instances become its children.</summary>
    public string? ParentWorkflowInstanceId { get; set; }

    /// <summary>Input for the bursts.</summary>
    public IDictionary<string, object>? Input { get; set; }

    /// <summary>State that is stored with the instances.</summary>
    public IDictionary<string, object>? Properties { get; set; }
}

/// <summary>Kinds of events that the runtime itself knows.</summary>
public static class RuntimeStimulusNames
{
    /// <summary>An event with a name.</summary>
    public const string Event = "Elsa.Event";
}
