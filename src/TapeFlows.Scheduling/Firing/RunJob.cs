using Microsoft.Extensions.Hosting;
using Quartz;
using TapeFlows.Scheduling.Runs;

namespace TapeFlows.Scheduling.Firing;

/// <summary>One of the places at which runs go on. Quartz counts them over all nodes, and has the place of a node that died taken over by another.</summary>
internal sealed class RunJob(RunKeeper keeper, QuartzSchedulingOptions options, IHostApplicationLifetime lifetime) : IJob
{
    public static readonly JobKey Key = new("Run", "Tasks");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        // The host says that it stops before it asks Quartz to; a run has to be brought to a safe point by then.
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var firing = new RunFiring(context.Trigger.Key.Name, context.FireInstanceId, context.Recovering ? context.RecoveringTriggerKey?.Name : null);
        await keeper.KeepAsync(firing, options.NameOf(context.Scheduler.SchedulerInstanceId), stopping.Token);
    }
}
