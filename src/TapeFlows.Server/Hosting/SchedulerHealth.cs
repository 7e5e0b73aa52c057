using Microsoft.Extensions.Diagnostics.HealthChecks;
using Quartz;

namespace TapeFlows.Server.Hosting;

/// <summary>Whether what is due is done.</summary>
internal sealed class SchedulerHealth(IScheduler scheduler) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(scheduler.Status == SchedulerStatus.Running ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"The scheduler is {scheduler.Status}."));
}
