using Elsa.Resilience;
using Polly;
using Polly.Retry;
using TapeFlows.Backup.Volumes;
using TapeFlows.Tape.Changers;

namespace TapeFlows.Activities.Resilience;

/// <summary>
/// Tries again after trouble with a device that may pass: a drive that is busy, not ready, or was reset, a robot that did not move. What is wrong with a medium does not pass, and every
/// further attempt wears it: after a media error there is no other one.
/// </summary>
[ResilienceCategory(Category)]
public sealed class DeviceResilienceStrategy : IResilienceStrategy
{
    /// <summary>For which steps it is.</summary>
    public const string Category = "Tape";

    /// <inheritdoc/>
    public string Id { get; set; } = "";

    /// <inheritdoc/>
    public string DisplayName { get; set; } = "";

    /// <summary>How many attempts may follow the first; from 1. Default 5.</summary>
    public int MaxRetryAttempts { get; set; } = 5;

    /// <summary>How long to wait before the second attempt. Default 10 seconds: what a drive needs to come back after a reset.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How the waits grow. Default exponential.</summary>
    public DelayBackoffType BackoffType { get; set; } = DelayBackoffType.Exponential;

    /// <summary>Whether the waits are varied at random, so that runs that wait for the same drive do not come back at the same moment. Default true.</summary>
    public bool UseJitter { get; set; } = true;

    /// <inheritdoc/>
    public Task ConfigurePipeline<T>(ResiliencePipelineBuilder<T> pipelineBuilder, ResilienceContext context)
    {
        pipelineBuilder.AddRetry(new RetryStrategyOptions<T>
        {
            MaxRetryAttempts = MaxRetryAttempts,
            Delay = Delay,
            BackoffType = BackoffType,
            UseJitter = UseJitter,
            ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Exception is TapeException { MayPass: true } or DriveBusyException),
        });
        return Task.CompletedTask;
    }
}
