namespace Elsa.Workflows.Runtime.Options;

/// <summary>What goes into the burst that resumes a bookmark.</summary>
public class ResumeBookmarkOptions
{
    /// <summary>Input for the burst.</summary>
    public IDictionary<string, object>? Input { get; set; }

    /// <summary>State that is stored with the instance.</summary>
    public IDictionary<string, object>? Properties { get; set; }
}

/// <summary>Which bookmarks; what is not set does not matter.</summary>
public class FindBookmarkOptions
{
    /// <summary>What ties the instance to the business.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>The instance.</summary>
    public string? WorkflowInstanceId { get; set; }

    /// <summary>The execution that waits.</summary>
    public string? ActivityInstanceId { get; set; }

    /// <summary>The bookmark.</summary>
    public string? BookmarkId { get; set; }
}

/// <summary>How long events wait for their bookmark.</summary>
public class BookmarkQueuePurgeOptions
{
    /// <summary>For how long an event waits before it is given up.</summary>
    public TimeSpan Ttl { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>For how long events that were given up are kept.</summary>
    public TimeSpan DeadLetterTtl { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How many failed deliveries it takes to give an event up.</summary>
    public int MaxDeliveryAttempts { get; set; } = 5;

    /// <summary>How many are handled at a time.</summary>
    public int BatchSize { get; set; } = 300;
}
