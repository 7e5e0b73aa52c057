using Microsoft.Extensions.Logging;
using TapeFlows.Scheduling.Tasks;

namespace TapeFlows.Scheduling.Runs;

/// <summary>Who is told of runs that need a person. An implementation that fails is logged and changes nothing about the run.</summary>
public interface ITaskAlerts
{
    /// <summary>A run failed and is not tried again.</summary>
    Task FailedAsync(ScheduledTask task, Run run, CancellationToken cancellationToken);

    /// <summary>A run takes longer than <see cref="TaskDraft.MonitorTimeout"/>. Told once for each run.</summary>
    Task LateAsync(ScheduledTask task, Run run, CancellationToken cancellationToken);
}

/// <summary>Tells the log: for a host without an operator's inbox.</summary>
internal sealed class LoggedAlerts(ILogger<LoggedAlerts> logger) : ITaskAlerts
{
    public Task FailedAsync(ScheduledTask task, Run run, CancellationToken cancellationToken)
    {
        logger.LogError("The task '{Task}' failed (run {ExecutionId}, attempt {Attempt}): {Message}", task.Draft.Name, run.ExecutionId, run.Attempt, run.ErrorMessage);
        return Task.CompletedTask;
    }

    public Task LateAsync(ScheduledTask task, Run run, CancellationToken cancellationToken)
    {
        logger.LogWarning("The task '{Task}' runs for longer than {Limit} (run {ExecutionId})", task.Draft.Name, task.Draft.MonitorTimeout, run.ExecutionId);
        return Task.CompletedTask;
    }
}
