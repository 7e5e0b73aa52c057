namespace Elsa.Workflows.Models;

/// <summary>Names an activity by one of its identities.</summary>
public class ActivityHandle
{
    /// <summary>The id.</summary>
    public string? ActivityId { get; init; }

    /// <summary>The path.</summary>
    public string? ActivityNodeId { get; init; }

    /// <summary>An execution of it.</summary>
    public string? ActivityInstanceId { get; init; }

    /// <summary>The fingerprint of the path.</summary>
    public string? ActivityHash { get; init; }

    /// <summary>Names an activity by its id.</summary>
    public static ActivityHandle FromActivityId(string activityId) => new() { ActivityId = activityId };

    /// <summary>Names an activity by its path.</summary>
    public static ActivityHandle FromActivityNodeId(string activityNodeId) => new() { ActivityNodeId = activityNodeId };

    /// <summary>Names an activity by an execution of it.</summary>
    public static ActivityHandle FromActivityInstanceId(string activityInstanceId) => new() { ActivityInstanceId = activityInstanceId };

    /// <summary>Names an activity by the fingerprint of its path.</summary>
    public static ActivityHandle FromActivityHash(string activityHash) => new() { ActivityHash = activityHash };

    /// <inheritdoc />
    public override string ToString() => ActivityInstanceId ?? ActivityNodeId ?? ActivityId ?? ActivityHash ?? "";
}
