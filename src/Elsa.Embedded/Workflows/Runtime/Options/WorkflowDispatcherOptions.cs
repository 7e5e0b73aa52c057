namespace Elsa.Workflows.Runtime.Options;

/// <summary>How dispatches are handled.</summary>
public class WorkflowDispatcherOptions
{
    /// <summary>The channels that a dispatch may name.</summary>
    public ICollection<DispatcherChannel> Channels { get; set; } = new List<DispatcherChannel>();

    /// <summary>How often a dispatch is tried before it is set aside.</summary>
    public int MaxOutboxDeliveryAttempts { get; set; } = 10;

    /// <summary>How many dispatches a node takes at a time.</summary>
    public int OutboxProcessorBatchSize { get; set; } = 100;
}
