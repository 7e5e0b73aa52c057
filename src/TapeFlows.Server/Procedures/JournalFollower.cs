using System.Globalization;
using Elsa.Extensions;
using Elsa.Mediator.Contracts;
using Elsa.Workflows;
using Elsa.Workflows.Models;
using Elsa.Workflows.Notifications;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Server.Output;

namespace TapeFlows.Server.Procedures;

/// <summary>Shows the journal of a run as it is written.</summary>
/// <param name="screen">Where to show it.</param>
internal sealed class JournalFollower(Screen screen) :
    INotificationHandler<ActivityExecuting>,
    INotificationHandler<ActivityExecuted>,
    INotificationHandler<WorkflowExecuted>
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _shown = new(StringComparer.Ordinal);

    /// <summary>Has the engine tell a follower.</summary>
    public static void AddTo(IServiceCollection services, JournalFollower follower)
    {
        services.AddNotificationHandler<JournalFollower, ActivityExecuting>(_ => follower);
        services.AddNotificationHandler<JournalFollower, ActivityExecuted>(_ => follower);
        services.AddNotificationHandler<JournalFollower, WorkflowExecuted>(_ => follower);
    }

    /// <inheritdoc/>
    public Task HandleAsync(ActivityExecuting notification, CancellationToken cancellationToken) => ShowAsync(notification.ActivityExecutionContext.WorkflowExecutionContext);

    /// <inheritdoc/>
    public Task HandleAsync(ActivityExecuted notification, CancellationToken cancellationToken) => ShowAsync(notification.ActivityExecutionContext.WorkflowExecutionContext);

    /// <inheritdoc/>
    public Task HandleAsync(WorkflowExecuted notification, CancellationToken cancellationToken) => ShowAsync(notification.WorkflowExecutionContext);

    private Task ShowAsync(WorkflowExecutionContext context)
    {
        // Children of a run have journals of their own.
        lock (_gate)
        {
            var log = context.ExecutionLog;
            for (var i = _shown.GetValueOrDefault(context.Id); i < log.Count; i++)
                screen.Tell(LineOf(log.ElementAt(i)));
            _shown[context.Id] = log.Count;
        }

        return Task.CompletedTask;
    }

    private static string LineOf(WorkflowExecutionLogEntry entry)
    {
        var time = entry.Timestamp.ToLocalTime().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var who = string.IsNullOrEmpty(entry.ActivityName) ? entry.ActivityId : $"{entry.ActivityName} ({entry.ActivityId})";
        return $"{time}  {entry.EventName,-10}  {entry.ActivityType,-28}  {who}{(string.IsNullOrEmpty(entry.Message) ? "" : ": " + entry.Message)}".TrimEnd();
    }
}
