using Elsa.Workflows.Models;

namespace Elsa.Workflows.Runtime.Messages;

/// <summary>Where an instance stands after a burst.</summary>
public record RunWorkflowInstanceResponse
{
    /// <summary>The instance.</summary>
    public string WorkflowInstanceId { get; set; } = default!;

    /// <summary>Whether it is done.</summary>
    public WorkflowStatus Status { get; set; }

    /// <summary>Where it stands.</summary>
    public WorkflowSubStatus SubStatus { get; set; }

    /// <summary>Where it waits.</summary>
    public ICollection<Bookmark> Bookmarks { get; set; } = new List<Bookmark>();

    /// <summary>What went wrong.</summary>
    public ICollection<ActivityIncident> Incidents { get; set; } = new List<ActivityIncident>();

    /// <summary>What came out, if it was asked for.</summary>
    public IDictionary<string, object>? Output { get; set; }
}
