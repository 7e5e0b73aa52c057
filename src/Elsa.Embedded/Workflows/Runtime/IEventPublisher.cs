namespace Elsa.Workflows.Runtime;

/// <summary>Publishes events with a name.</summary>
public interface IEventPublisher
{
    /// <summary>Publishes an event; asynchronous ones are stored and delivered in the background.</summary>
    Task PublishAsync(
        string eventName,
        string? correlationId = null,
        string? workflowInstanceId = null,
        string? activityInstanceId = null,
        object? payload = null,
        bool asynchronous = false,
        CancellationToken cancellationToken = default);
}

/// <summary>Takes reports of tasks that are done.</summary>
public interface ITaskReporter
{
    /// <summary>Says that a task is done; a report that comes before the instance waits for it is kept.</summary>
    Task ReportCompletionAsync(string taskId, object? result = null, CancellationToken cancellationToken = default);
}

/// <summary>Tells the host of tasks to do.</summary>
public interface ITaskDispatcher
{
    /// <summary>Tells of a task.</summary>
    Task DispatchAsync(Notifications.RunTaskRequest request, CancellationToken cancellationToken = default);
}
