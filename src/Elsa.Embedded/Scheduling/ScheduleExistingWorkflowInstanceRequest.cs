using Elsa.Workflows.Models;

namespace Elsa.Scheduling;

/// <summary>Which instance is resumed, where, and with what.</summary>
public class ScheduleExistingWorkflowInstanceRequest
{
    /// <summary>The instance.</summary>
    public string WorkflowInstanceId { get; set; } = default!;

    /// <summary>Where it waits.</summary>
    public string? BookmarkId { get; set; }

    /// <summary>The activity that is run instead.</summary>
    public ActivityHandle? ActivityHandle { get; set; }

    /// <summary>What the resumed activity is told.</summary>
    public IDictionary<string, object>? Input { get; set; }

    /// <summary>What the instance is to remember.</summary>
    public IDictionary<string, object>? Properties { get; set; }
}
