using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Filters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Elsa.Workflows.Api.RealTime;

/// <summary>
/// Notices what other nodes store of instances that are looked at here. What a burst does is told on its own node only; all nodes have the database, and each commit moves the
/// moment at which the instance was updated. One small query a second, and none while nobody looks.
/// </summary>
internal sealed partial class ChangesElsewhere(Observers observers, LiveUpdates updates, IServiceScopeFactory scopes, TimeProvider time, ILogger<ChangesElsewhere> logger) : BackgroundService
{
    /// <summary>How late a change of another node may be told.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!observers.IsEmpty)
                await TryLookAsync(stoppingToken);
        }
    }

    private async Task TryLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // The next look sees all that this one has missed.
            LogNotSeen(e);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var instances = scope.ServiceProvider.GetRequiredService<IWorkflowInstanceStore>();
        var executions = scope.ServiceProvider.GetRequiredService<IActivityExecutionStore>();
        foreach (var instance in await instances.SummarizeManyAsync(new WorkflowInstanceFilter { Ids = observers.Instances() }, cancellationToken))
        {
            if (!observers.See(instance.Id, instance.UpdatedAt))
                continue;
            var executed = await executions.FindManySummariesAsync(new ActivityExecutionRecordFilter { WorkflowInstanceId = instance.Id }, cancellationToken);
            updates.Note(instance.Id, change =>
            {
                change.NodeIds.UnionWith(executed.Select(x => x.ActivityNodeId));
                change.HasJournal = change.HasState = true;
            });
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether other nodes have changed the workflow instances that are looked at here could not be seen; it is looked again.")]
    private partial void LogNotSeen(Exception exception);
}
