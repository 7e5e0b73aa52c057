using System.Text.Json.Serialization;
using Elsa.Workflows.State;

namespace Elsa.Workflows.Models;

/// <summary>Something that went wrong in an activity.</summary>
public class ActivityIncident
{
    /// <summary>Creates an empty incident.</summary>
    [JsonConstructor]
    public ActivityIncident()
    {
    }

    /// <summary>Creates an incident.</summary>
    public ActivityIncident(string activityId, string activityNodeId, string activityType, string message, ExceptionState? exception, DateTimeOffset timestamp)
    {
        ActivityId = activityId;
        ActivityNodeId = activityNodeId;
        ActivityType = activityType;
        Message = message;
        Exception = exception;
        Timestamp = timestamp;
    }

    /// <summary>The activity.</summary>
    public string ActivityId { get; init; } = default!;

    /// <summary>The path to the activity.</summary>
    public string ActivityNodeId { get; init; } = default!;

    /// <summary>The type of the activity.</summary>
    public string ActivityType { get; init; } = default!;

    /// <summary>What went wrong.</summary>
    public string Message { get; init; } = default!;

    /// <summary>The exception behind it.</summary>
    public ExceptionState? Exception { get; init; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset Timestamp { get; init; }
}
