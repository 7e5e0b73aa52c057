using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TapeFlows.Scheduling.Runs;
using TapeFlows.Scheduling.Store;
using TapeFlows.Scheduling.Tasks;

namespace TapeFlows.Scheduling.Firing;

/// <summary>The start of the scheduler: tables, tasks of the configuration, and everything that Quartz has to know. Done again it changes nothing.</summary>
internal sealed class TaskHost(
    TaskDatabase database,
    TaskStore tasks,
    RunLedger ledger,
    TaskTriggers triggers,
    TaskSettings settings,
    QuartzSchedulingOptions quartz,
    ILogger<TaskHost> logger) : IHostedService
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMinutes(1);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.MaxRuns >= quartz.MaxConcurrency)
            throw new InvalidOperationException($"{settings.MaxRuns} runs at a time leave no room for timers: {nameof(QuartzSchedulingOptions.MaxConcurrency)} is {quartz.MaxConcurrency}. Make it larger than {nameof(TaskSettings.MaxRuns)}.");
        await database.PrepareAsync(cancellationToken);
        await ConfiguredTasks.ApplyAsync(ConfiguredTasks.Read(settings.Variable, settings), tasks, cancellationToken);
        var planned = await tasks.PlannedAsync(cancellationToken);
        await triggers.MatchAsync(planned, cancellationToken);
        await triggers.PutAsync(await ledger.ReconcileAsync(cancellationToken), cancellationToken);
        await triggers.ReconcileEveryAsync(LookInterval, cancellationToken);
        logger.LogInformation("{Count} tasks have a planned time", planned.Count);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
