using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Messages;

namespace Elsa.Workflows.Runtime.Dispatch;

/// <summary>Start an instance.</summary>
internal sealed class StartMessage
{
    public CreateAndRunWorkflowInstanceRequest Request { get; set; } = default!;

    /// <summary>The activation strategy has not been asked yet: nobody was told the identity of the instance.</summary>
    public bool IsClaimOpen { get; set; }
}

/// <summary>Run a burst of an instance. One without a bookmark goes on with whatever is due.</summary>
internal sealed class RunMessage
{
    public RunWorkflowInstanceRequest Request { get; set; } = new();

    /// <summary>The queued event that it delivers; it goes back to the queue if the bookmark is gone.</summary>
    public BookmarkQueueItem? Queued { get; set; }
}

/// <summary>Find out what an event starts and resumes.</summary>
internal sealed class StimulusMessage
{
    /// <summary>The fingerprint of what happened; null if the event is meant for an execution, whatever that waits for.</summary>
    public string? Hash { get; set; }

    public string? Name { get; set; }

    public StimulusMetadata Metadata { get; set; } = new();

    /// <summary>Whether it starts workflows too.</summary>
    public bool IncludesTriggers { get; set; } = true;
}
