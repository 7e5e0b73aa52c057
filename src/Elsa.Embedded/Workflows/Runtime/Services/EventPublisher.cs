using Elsa.Workflows.Runtime.Activities;
using Elsa.Workflows.Runtime.Requests;
using Elsa.Workflows.Runtime.Stimuli;

namespace Elsa.Workflows.Runtime.Services;

/// <summary>Makes stimuli of events.</summary>
internal sealed class EventPublisher(IStimulusSender sender, IStimulusDispatcher dispatcher) : IEventPublisher
{
    public async Task PublishAsync(
        string eventName,
        string? correlationId = null,
        string? workflowInstanceId = null,
        string? activityInstanceId = null,
        object? payload = null,
        bool asynchronous = false,
        CancellationToken cancellationToken = default)
    {
        var metadata = MetadataOf(correlationId, workflowInstanceId, activityInstanceId, payload);
        var stimulus = new EventStimulus(eventName);
        if (asynchronous)
            await dispatcher.SendAsync(new DispatchStimulusRequest { ActivityTypeName = RuntimeStimulusNames.Event, Stimulus = stimulus, Metadata = metadata }, cancellationToken);
        else
            await sender.SendAsync(RuntimeStimulusNames.Event, stimulus, metadata, cancellationToken);
    }

    public static StimulusMetadata MetadataOf(string? correlationId, string? workflowInstanceId, string? activityInstanceId, object? payload) => new()
    {
        CorrelationId = correlationId,
        WorkflowInstanceId = workflowInstanceId,
        ActivityInstanceId = activityInstanceId,
        Input = payload is null ? null : new Dictionary<string, object> { [Event.EventInputWorkflowInputKey] = payload },
    };
}

/// <summary>Makes queued events of reports, so that one that comes early is not lost.</summary>
internal sealed class TaskReporter(IBookmarkQueue queue, IStimulusHasher hasher) : ITaskReporter
{
    public Task ReportCompletionAsync(string taskId, object? result = null, CancellationToken cancellationToken = default) => queue.EnqueueAsync(
        new NewBookmarkQueueItem
        {
            ActivityTypeName = RunTask.TypeName,
            StimulusHash = hasher.Hash(RunTask.TypeName, new RunTaskStimulus(taskId, "")),
            Options = result is null ? null : new Options.ResumeBookmarkOptions { Input = new Dictionary<string, object> { [RunTask.InputKey] = result } },
        },
        cancellationToken);
}

/// <summary>Tells the host of tasks by a notification.</summary>
internal sealed class TaskDispatcher(Mediator.Contracts.INotificationSender notifications) : ITaskDispatcher
{
    public Task DispatchAsync(Notifications.RunTaskRequest request, CancellationToken cancellationToken = default) => notifications.SendAsync(request, cancellationToken);
}
