using System.Collections.Concurrent;
using Elsa.Mediator.Contracts;
using Elsa.Workflows.Notifications;
using Elsa.Workflows.Runtime.Notifications;

namespace TapeFlows.Scheduling.Procedures;

/// <summary>Wakes who waits for the end of an instance that ends in this process, so that nobody has to look often. What ends elsewhere is seen by looking.</summary>
internal sealed class FinishSignals
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new(StringComparer.Ordinal);

    /// <summary>Ends at the next sign that an instance may be over.</summary>
    public Task NextAsync(string instanceId) => _waiting.GetOrAdd(instanceId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>An instance may be over.</summary>
    public void Set(string instanceId)
    {
        if (_waiting.TryRemove(instanceId, out var waiting))
            waiting.TrySetResult();
    }

    /// <summary>Nobody waits for an instance any more.</summary>
    public void Forget(string instanceId) => _waiting.TryRemove(instanceId, out _);
}

/// <summary>Hears of the end of instances from the engine.</summary>
internal sealed class FinishHandler(FinishSignals signals) : INotificationHandler<WorkflowFinished>, INotificationHandler<WorkflowStateCommitted>, INotificationHandler<WorkflowCancelled>
{
    public Task HandleAsync(WorkflowFinished notification, CancellationToken cancellationToken) => Set(notification.WorkflowState.Id);

    public Task HandleAsync(WorkflowStateCommitted notification, CancellationToken cancellationToken) => Set(notification.WorkflowState.Id);

    public Task HandleAsync(WorkflowCancelled notification, CancellationToken cancellationToken) => Set(notification.WorkflowInstanceId);

    private Task Set(string instanceId)
    {
        signals.Set(instanceId);
        return Task.CompletedTask;
    }
}
