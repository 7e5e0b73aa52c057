using Elsa.Workflows.Api.RealTime.Contracts;
using Elsa.Workflows.Api.RealTime.Hubs;
using Elsa.Workflows.Api.RealTime.Messages;
using Elsa.Workflows.Runtime;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Elsa.Workflows.Api.RealTime;

/// <summary>
/// Tells of changes that were stored. What happens to an instance within a moment is told once: each message makes every viewer ask for the journal again.
/// </summary>
internal sealed partial class LiveUpdates(
    Observers observers,
    IHubContext<WorkflowInstanceHub, IWorkflowInstanceClient> hub,
    IServiceScopeFactory scopes,
    TimeProvider time,
    ILogger<LiveUpdates> logger) : BackgroundService
{
    /// <summary>What happens within this time is one message.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _signal = new(0);
    private Dictionary<string, Change> _changes = new(StringComparer.Ordinal);

    /// <summary>Remembers what is to be told, if anybody looks.</summary>
    public void Note(string instanceId, Action<Change> note)
    {
        if (!observers.AreLookingAt(instanceId))
            return;
        lock (_lock)
        {
            if (!_changes.TryGetValue(instanceId, out var change))
                _changes[instanceId] = change = new Change();
            note(change);
            if (_changes.Count == 1)
                _signal.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _signal.WaitAsync(stoppingToken);
            await Task.Delay(Pause, time, stoppingToken);
            foreach (var (instanceId, change) in Take())
                await TellAsync(instanceId, change, stoppingToken);
        }
    }

    private Dictionary<string, Change> Take()
    {
        lock (_lock)
            return Interlocked.Exchange(ref _changes, new Dictionary<string, Change>(StringComparer.Ordinal));
    }

    private async Task TellAsync(string instanceId, Change change, CancellationToken cancellationToken)
    {
        try
        {
            var viewers = hub.Clients.Group(instanceId);
            if (change.NodeIds.Count > 0)
                await viewers.ActivityExecutionLogUpdatedAsync(new ActivityExecutionLogUpdatedMessage(await CountAsync(instanceId, change.NodeIds, cancellationToken)), cancellationToken);
            if (change.HasJournal)
                await viewers.WorkflowExecutionLogUpdatedAsync(new WorkflowExecutionLogUpdatedMessage(), cancellationToken);
            if (change.HasState)
                await viewers.WorkflowInstanceUpdatedAsync(new WorkflowInstanceUpdatedMessage(instanceId), cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Viewers that miss a message see the change with the next one.
            LogNotTold(e, instanceId);
        }
    }

    private async Task<ICollection<ActivityExecutionStats>> CountAsync(string instanceId, HashSet<string> nodeIds, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IActivityExecutionStatsService>().GetStatsAsync(instanceId, nodeIds, cancellationToken)).ToList();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Those who look at the workflow instance '{InstanceId}' were not told that it has changed.")]
    private partial void LogNotTold(Exception exception, string instanceId);

    /// <summary>What is to be told of an instance.</summary>
    internal sealed class Change
    {
        /// <summary>The activities that were executed.</summary>
        public HashSet<string> NodeIds { get; } = new(StringComparer.Ordinal);

        /// <summary>Whether the journal has new entries.</summary>
        public bool HasJournal { get; set; }

        /// <summary>Whether the instance was stored.</summary>
        public bool HasState { get; set; }
    }
}
