using Elsa.Workflows.Attributes;

namespace Elsa.Workflows.Runtime.Stimuli;

/// <summary>An event with a name.</summary>
/// <param name="EventName">The name.</param>
public record EventStimulus(string EventName);

/// <summary>A task is done.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="TaskName">The name of the task.</param>
public record RunTaskStimulus(string TaskId, [property: ExcludeFromHash] string TaskName);

/// <summary>A dispatched instance is done.</summary>
/// <param name="ChildInstanceId">The instance.</param>
public record DispatchWorkflowStimulus(string ChildInstanceId);

/// <summary>An executed instance is done.</summary>
/// <param name="ChildInstanceId">The instance.</param>
public record ExecuteWorkflowStimulus(string ChildInstanceId);

/// <summary>One of many dispatched instances is done.</summary>
public class BulkDispatchWorkflowsStimulus
{
    /// <summary>Creates a stimulus.</summary>
    public BulkDispatchWorkflowsStimulus(string parentInstanceId) => ParentInstanceId = parentInstanceId;

    /// <summary>The instance that waits for them.</summary>
    public string ParentInstanceId { get; init; }

    /// <summary>How many instances there are.</summary>
    [ExcludeFromHash]
    public long ScheduledInstanceIdsCount { get; set; }
}

/// <summary>An activity is to be executed in the background.</summary>
public class BackgroundActivityStimulus
{
    /// <summary>The job.</summary>
    [ExcludeFromHash]
    public string? JobId { get; set; }
}
