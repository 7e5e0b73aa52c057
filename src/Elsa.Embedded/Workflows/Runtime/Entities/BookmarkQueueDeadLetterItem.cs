using Elsa.Common.Entities;
using Elsa.Workflows.Runtime.Options;

namespace Elsa.Workflows.Runtime.Entities;

/// <summary>An event that found no bookmark in time, kept for a person to look at and to send again.</summary>
public class BookmarkQueueDeadLetterItem : Entity
{
    /// <summary>The queue item that it was.</summary>
    public string OriginalQueueItemId { get; set; } = default!;

    /// <summary>The instance that it was meant for, if one was named.</summary>
    public string? WorkflowInstanceId { get; set; }

    /// <summary>What ties that instance to the business.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>The bookmark that it was meant for, if one was named.</summary>
    public string? BookmarkId { get; set; }

    /// <summary>The fingerprint of what happened.</summary>
    public string? StimulusHash { get; set; }

    /// <summary>The execution that it was meant for, if one was named.</summary>
    public string? ActivityInstanceId { get; set; }

    /// <summary>The kind of event.</summary>
    public string? ActivityTypeName { get; set; }

    /// <summary>What was to go into the burst.</summary>
    public ResumeBookmarkOptions? Options { get; set; }

    /// <summary>When the event came.</summary>
    public DateTimeOffset OriginalCreatedAt { get; set; }

    /// <summary>When it was given up.</summary>
    public DateTimeOffset DeadLetteredAt { get; set; }

    /// <summary>Why it was given up: Expired, or MaxDeliveryAttemptsExceeded.</summary>
    public string Reason { get; set; } = default!;

    /// <summary>How often a delivery failed.</summary>
    public int DeliveryAttempts { get; set; }

    /// <summary>When a delivery failed last.</summary>
    public DateTimeOffset? LastAttemptedAt { get; set; }

    /// <summary>The type of the last failure.</summary>
    public string? LastErrorType { get; set; }

    /// <summary>The message of the last failure.</summary>
    public string? LastErrorMessage { get; set; }

    /// <summary>Whether it may be sent again.</summary>
    public bool CanReplay { get; set; }

    /// <summary>When it was sent again.</summary>
    public DateTimeOffset? ReplayedAt { get; set; }

    /// <summary>The queue item that it then became.</summary>
    public string? ReplayedQueueItemId { get; set; }
}
