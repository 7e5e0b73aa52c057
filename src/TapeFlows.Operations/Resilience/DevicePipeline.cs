using Polly;
using Polly.Retry;

namespace TapeFlows.Operations.Resilience;

/// <summary>
/// Tries the work of an operation again as long as the trouble is one that passes: a Polly strategy for each name in the configuration. Not for what somebody else has
/// (<see cref="DeviceTrouble.Busy"/>): who waits for that gives the turn back.
/// </summary>
internal sealed class DevicePipeline(OperationsOptions options, TimeProvider clock)
{
    /// <summary>The pipeline for one operation.</summary>
    /// <param name="again">Told of each failed attempt before the wait: what failed, and how long the wait is.</param>
    public ResiliencePipeline For(Func<Exception, TimeSpan, ValueTask> again)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = clock };
        foreach (var (name, retry) in options.DeviceTrouble.Where(pair => pair.Value.Attempts > 0 && !DeviceTrouble.IsBusy(pair.Key)))
            builder.AddRetry(StrategyFor(name, retry, again));
        return builder.Build();
    }

    private static RetryStrategyOptions StrategyFor(string name, DeviceRetryOptions retry, Func<Exception, TimeSpan, ValueTask> again) => new()
    {
        Name = name,
        ShouldHandle = arguments => ValueTask.FromResult(
            arguments.Outcome.Exception is { } failure && string.Equals(DeviceTrouble.Of(failure), name, StringComparison.OrdinalIgnoreCase)),
        MaxRetryAttempts = retry.Attempts,
        Delay = retry.Delay,
        MaxDelay = retry.MaxDelay,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = retry.Delay > TimeSpan.Zero,
        OnRetry = arguments => again(arguments.Outcome.Exception!, arguments.RetryDelay),
    };
}
