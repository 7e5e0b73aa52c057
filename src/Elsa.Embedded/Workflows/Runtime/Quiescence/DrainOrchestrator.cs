using Elsa.Common;
using Elsa.Workflows.Runtime.Bursts;
using Elsa.Workflows.Runtime.Options;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Elsa.Workflows.Runtime.Quiescence;

/// <summary>Lets bursts come to their end, and interrupts those that do not in time.</summary>
internal sealed class DrainOrchestrator(
    IQuiescenceSignal signal,
    BurstRegistry bursts,
    ISystemClock clock,
    TimeProvider time,
    IOptions<GracefulShutdownOptions> options,
    ILogger<DrainOrchestrator> logger) : IDrainOrchestrator
{
    public async ValueTask<DrainOutcome> DrainAsync(DrainTrigger trigger, CancellationToken cancellationToken = default)
    {
        var startedAt = clock.UtcNow;
        await signal.BeginDrainAsync(cancellationToken);
        var deadline = trigger == DrainTrigger.OperatorForce ? TimeSpan.Zero : options.Value.DrainDeadline;
        await WaitAsync(deadline, cancellationToken);

        var late = bursts.All.ToList();
        foreach (var burst in late)
            burst.Interrupt(BurstInterruption.Abandoned);
        if (late.Count > 0)
        {
            logger.LogWarning("{Count} workflow instances were interrupted; they go on from their last commit at the next start, or on another node.", late.Count);
            await WaitAsync(options.Value.IngressPauseTimeout, CancellationToken.None);
        }

        var completedAt = clock.UtcNow;
        var result = late.Count == 0 ? DrainResult.CompletedWithinDeadline : trigger == DrainTrigger.OperatorForce ? DrainResult.Forced : DrainResult.DeadlineExceeded;
        var named = late.Take(options.Value.MaxForceCancelledInstanceIdsReported).Select(x => x.InstanceId).ToList();
        return new DrainOutcome(result, startedAt, completedAt, TimeSpan.Zero, completedAt - startedAt, [], late.Count, named);
    }

    private async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        if (bursts.Count == 0 || atMost <= TimeSpan.Zero)
            return;
        try
        {
            await Task.WhenAll(bursts.All.Select(x => x.Ended)).WaitAsync(atMost, time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // Time is up.
        }
    }
}
