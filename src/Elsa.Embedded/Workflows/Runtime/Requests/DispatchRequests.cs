using System.Text.Json.Serialization;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Runtime.Requests;

/// <summary>Asks for a new instance that runs in the background.</summary>
public class DispatchWorkflowDefinitionRequest
{
    /// <summary>Creates an empty request.</summary>
    [JsonConstructor]
    public DispatchWorkflowDefinitionRequest()
    {
    }

    /// <summary>Creates a request.</summary>
    public DispatchWorkflowDefinitionRequest(string definitionVersionId) => DefinitionVersionId = definitionVersionId;

    /// <summary>The version of the definition.</summary>
    public string DefinitionVersionId { get; set; } = default!;

    /// <summary>The identity of the new instance; made up if not given.</summary>
    public string? InstanceId { get; set; }

    /// <summary>What ties the instance to the business.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>The values of the inputs.</summary>
    public IDictionary<string, object>? Input { get; set; }

    /// <summary>State that is stored with the instance.</summary>
    public IDictionary<string, object>? Properties { get; set; }

    /// <summary>The activity that triggered the run.</summary>
    public string? TriggerActivityId { get; set; }

    /// <summary>The instance that asks.</summary>
    public string? ParentWorkflowInstanceId { get; set; }

    /// <summary>The execution that asks.</summary>
    public string? SchedulingActivityExecutionId { get; set; }

    /// <summary>The instance of that execution.</summary>
    public string? SchedulingWorkflowInstanceId { get; set; }

    /// <summary>The depth of that execution.</summary>
    public int? SchedulingCallStackDepth { get; set; }

    /// <summary>Where the request came in.</summary>
    public string? IngressSourceName { get; set; }
}

/// <summary>Asks for a burst of an instance in the background.</summary>
public class DispatchWorkflowInstanceRequest
{
    /// <summary>Creates an empty request.</summary>
    [JsonConstructor]
    public DispatchWorkflowInstanceRequest()
    {
    }

    /// <summary>Creates a request.</summary>
    public DispatchWorkflowInstanceRequest(string instanceId) => InstanceId = instanceId;

    /// <summary>The instance.</summary>
    public string InstanceId { get; init; } = default!;

    /// <summary>The bookmark to resume.</summary>
    public string? BookmarkId { get; set; }

    /// <summary>The activity to run.</summary>
    public ActivityHandle? ActivityHandle { get; init; }

    /// <summary>What ties the instance to the business.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Input for the burst.</summary>
    public IDictionary<string, object>? Input { get; init; }

    /// <summary>State that is stored with the instance.</summary>
    public IDictionary<string, object>? Properties { get; init; }

    /// <summary>Where the request came in.</summary>
    public string? IngressSourceName { get; set; }
}

/// <summary>Tells of an event that starts workflows and resumes instances.</summary>
public class DispatchTriggerWorkflowsRequest
{
    /// <summary>Creates a request.</summary>
    public DispatchTriggerWorkflowsRequest(string activityTypeName, object bookmarkPayload)
    {
        ActivityTypeName = activityTypeName;
        BookmarkPayload = bookmarkPayload;
    }

    /// <summary>The kind of event.</summary>
    public string ActivityTypeName { get; init; }

    /// <summary>What happened.</summary>
    public object BookmarkPayload { get; init; }

    /// <summary>What ties instances to the business.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>The instance that it is meant for.</summary>
    public string? WorkflowInstanceId { get; set; }

    /// <summary>The execution that it is meant for.</summary>
    public string? ActivityInstanceId { get; set; }

    /// <summary>Input for the bursts.</summary>
    public IDictionary<string, object>? Input { get; set; }

    /// <summary>State that is stored with the instances.</summary>
    public IDictionary<string, object>? Properties { get; set; }
}

/// <summary>Tells of an event that resumes instances.</summary>
/// <param name="ActivityTypeName">The kind of event.</param>
/// <param name="BookmarkPayload">What happened.</param>
/// <param name="CorrelationId">What ties instances to the business.</param>
/// <param name="WorkflowInstanceId">The instance that it is meant for.</param>
/// <param name="ActivityInstanceId">The execution that it is meant for.</param>
/// <param name="Input">Input for the bursts.</param>
public record DispatchResumeWorkflowsRequest(
    string ActivityTypeName,
    object BookmarkPayload,
    string? CorrelationId = null,
    string? WorkflowInstanceId = null,
    string? ActivityInstanceId = null,
    IDictionary<string, object>? Input = null);

/// <summary>Tells of an event in the background.</summary>
public class DispatchStimulusRequest
{
    /// <summary>The kind of event.</summary>
    public string? ActivityTypeName { get; set; }

    /// <summary>What happened.</summary>
    public object? Stimulus { get; set; }

    /// <summary>The fingerprint of what happened, in place of kind and stimulus.</summary>
    public string? StimulusHash { get; set; }

    /// <summary>Whom it is meant for, and what goes with it.</summary>
    public StimulusMetadata? Metadata { get; set; }

    /// <summary>Where the request came in.</summary>
    public string? IngressSourceName { get; set; }
}

/// <summary>Asks for the end of an instance in the background.</summary>
public class DispatchCancelWorkflowRequest
{
    /// <summary>The instance.</summary>
    public string WorkflowInstanceId { get; set; } = default!;
}
