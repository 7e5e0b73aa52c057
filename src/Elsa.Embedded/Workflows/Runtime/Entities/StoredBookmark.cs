using Elsa.Common.Entities;

namespace Elsa.Workflows.Runtime.Entities;

/// <summary>A place where an instance waits, as the index of bookmarks keeps it.</summary>
public class StoredBookmark : Entity
{
    /// <summary>The kind of event that is waited for; mostly the type of the activity.</summary>
    public string? Name { get; set; }

    /// <summary>The fingerprint of name and payload by which an event finds the bookmark.</summary>
    public string Hash { get; set; } = default!;

    /// <summary>The instance that waits.</summary>
    public string WorkflowInstanceId { get; set; } = default!;

    /// <summary>The execution that waits.</summary>
    public string? ActivityInstanceId { get; set; }

    /// <summary>What ties the instance to the business.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>What exactly is waited for.</summary>
    public object? Payload { get; set; }

    /// <summary>What the activity wants to remember.</summary>
    public IDictionary<string, string>? Metadata { get; set; }

    /// <summary>When the wait began.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}
