using System.Text.Json.Serialization;

namespace Elsa.Workflows.Models;

/// <summary>A place where an activity waits and from which it can be resumed.</summary>
public class Bookmark
{
    /// <summary>Creates an empty bookmark.</summary>
    [JsonConstructor]
    public Bookmark()
    {
    }

    /// <summary>Creates a bookmark.</summary>
    public Bookmark(
        string id,
        string name,
        string hash,
        object? payload,
        string activityId,
        string activityNodeId,
        string? activityInstanceId,
        DateTimeOffset createdAt,
        bool autoBurn = true,
        string? callbackMethodName = null,
        bool autoComplete = true,
        IDictionary<string, string>? metadata = null)
    {
        Id = id;
        Name = name;
        Hash = hash;
        Payload = payload;
        ActivityId = activityId;
        ActivityNodeId = activityNodeId;
        ActivityInstanceId = activityInstanceId;
        CreatedAt = createdAt;
        AutoBurn = autoBurn;
        CallbackMethodName = callbackMethodName;
        AutoComplete = autoComplete;
        Metadata = metadata;
    }

    /// <summary>The identity.</summary>
    public string Id { get; set; } = default!;

    /// <summary>The kind of event that is waited for; mostly the type of the activity.</summary>
    public string Name { get; set; } = default!;

    /// <summary>The fingerprint of name and payload by which an event finds the bookmark.</summary>
    public string Hash { get; set; } = default!;

    /// <summary>What exactly is waited for.</summary>
    public object? Payload { get; set; }

    /// <summary>The activity that waits.</summary>
    public string ActivityId { get; set; } = default!;

    /// <summary>The path to the activity.</summary>
    public string ActivityNodeId { get; set; } = default!;

    /// <summary>The execution that waits.</summary>
    public string? ActivityInstanceId { get; set; }

    /// <summary>When the wait began.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Whether the bookmark is gone once it is resumed.</summary>
    public bool AutoBurn { get; set; } = true;

    /// <summary>The method that is called on resume; without one the activity completes.</summary>
    public string? CallbackMethodName { get; set; }

    /// <summary>Whether the activity completes after the resume unless it waits again.</summary>
    public bool AutoComplete { get; set; } = true;

    /// <summary>What the activity wants to remember.</summary>
    public IDictionary<string, string>? Metadata { get; set; }
}
