using Elsa.Workflows.Api.RealTime.Messages;

namespace Elsa.Workflows.Api.RealTime.Contracts;

/// <summary>Somebody who looks at an instance while it runs.</summary>
public interface IWorkflowInstanceClient
{
    /// <summary>An activity is about to execute.</summary>
    Task ActivityExecutingAsync(ActivityExecutingMessage message, CancellationToken cancellationToken = default);

    /// <summary>An activity has executed.</summary>
    Task ActivityExecutedAsync(ActivityExecutedMessage message, CancellationToken cancellationToken = default);

    /// <summary>Activities were executed.</summary>
    Task ActivityExecutionLogUpdatedAsync(ActivityExecutionLogUpdatedMessage message, CancellationToken cancellationToken = default);

    /// <summary>The journal has new entries.</summary>
    Task WorkflowExecutionLogUpdatedAsync(WorkflowExecutionLogUpdatedMessage message, CancellationToken cancellationToken = default);

    /// <summary>The instance was stored.</summary>
    Task WorkflowInstanceUpdatedAsync(WorkflowInstanceUpdatedMessage message, CancellationToken cancellationToken = default);
}
