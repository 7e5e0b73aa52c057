using Elsa.Common.Entities;

namespace Elsa.Resilience.Entities;

/// <summary>An attempt that failed and was followed by another one.</summary>
public class RetryAttemptRecord : Entity
{
    /// <summary>The execution of the activity.</summary>
    public string ActivityInstanceId { get; set; } = default!;

    /// <summary>The activity.</summary>
    public string ActivityId { get; set; } = default!;

    /// <summary>The instance of the workflow.</summary>
    public string WorkflowInstanceId { get; set; } = default!;

    /// <summary>Which attempt it was, from 0.</summary>
    public int AttemptNumber { get; set; }

    /// <summary>How long the next attempt waited.</summary>
    public TimeSpan RetryDelay { get; set; }

    /// <summary>What the activity tells about it.</summary>
    public IDictionary<string, string?> Details { get; set; } = new Dictionary<string, string?>(StringComparer.Ordinal);
}
