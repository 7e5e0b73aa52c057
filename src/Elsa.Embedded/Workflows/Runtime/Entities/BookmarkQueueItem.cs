using Elsa.Common.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.Options;

namespace Elsa.Workflows.Runtime.Entities;

/// <summary>An event that waits for the bookmark it is meant for.</summary>
public class BookmarkQueueItem : Entity
{
    /// <summary>The instance that it is meant for, if one is named.</summary>
    public string? WorkflowInstanceId { get; set; }

    /// <summary>What ties that instance to the business, if anything is named.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>The bookmark that it is meant for, if one is named.</summary>
    public string? BookmarkId { get; set; }

    /// <summary>The fingerprint of what happened.</summary>
    public string? StimulusHash { get; set; }

    /// <summary>The execution that it is meant for, if one is named.</summary>
    public string? ActivityInstanceId { get; set; }

    /// <summary>The kind of event.</summary>
    public string? ActivityTypeName { get; set; }

    /// <summary>What goes into the burst.</summary>
    public ResumeBookmarkOptions? Options { get; set; }

    /// <summary>When the event came.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>How often a delivery failed.</summary>
    public int DeliveryAttempts { get; set; }

    /// <summary>When a delivery failed last.</summary>
    public DateTimeOffset? LastAttemptedAt { get; set; }

    /// <summary>The type of the last failure.</summary>
    public string? LastErrorType { get; set; }

    /// <summary>The message of the last failure.</summary>
    public string? LastErrorMessage { get; set; }

    /// <summary>Which bookmarks it is meant for.</summary>
    public BookmarkFilter CreateBookmarkFilter() => new()
    {
        WorkflowInstanceId = WorkflowInstanceId,
        CorrelationId = CorrelationId,
        BookmarkId = BookmarkId,
        Hash = StimulusHash,
        ActivityInstanceId = ActivityInstanceId,
        Name = ActivityTypeName,
    };
}
