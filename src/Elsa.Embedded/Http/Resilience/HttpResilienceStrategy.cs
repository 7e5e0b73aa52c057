using Elsa.Resilience;
using Polly;
using Polly.Retry;

namespace Elsa.Http.Resilience;

/// <summary>Tries again after a broken connection, a timeout, and answers that say to come back later: 408, 429 and from 500.</summary>
[ResilienceCategory("HTTP")]
public class HttpResilienceStrategy : IResilienceStrategy
{
    /// <inheritdoc />
    public string Id { get; set; } = default!;

    /// <inheritdoc />
    public string DisplayName { get; set; } = default!;

    /// <summary>How many attempts may follow the first; from 1.</summary>
    public int MaxRetryAttempts { get; set; } = 3;

    /// <summary>Whether the waits are varied at random, so that many clients do not come back at the same moment.</summary>
    public bool UseJitter { get; set; } = true;

    /// <summary>How long to wait before the second attempt.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How the waits grow.</summary>
    public DelayBackoffType BackoffType { get; set; } = DelayBackoffType.Exponential;

    /// <inheritdoc />
    public Task ConfigurePipeline<T>(ResiliencePipelineBuilder<T> pipelineBuilder, ResilienceContext context)
    {
        var transient = new DefaultTransientExceptionStrategy();
        pipelineBuilder.AddRetry(new RetryStrategyOptions<T>
        {
            MaxRetryAttempts = MaxRetryAttempts,
            UseJitter = UseJitter,
            Delay = Delay,
            BackoffType = BackoffType,
            ShouldHandle = x => ValueTask.FromResult(x.Outcome switch
            {
                { Exception: TaskCanceledException { InnerException: TimeoutException } } => true,
                { Exception: { } exception } => transient.IsTransient(exception),
                { Result: HttpResponseMessage response } => DefaultTransientExceptionStrategy.IsTransient(response.StatusCode),
                _ => false,
            }),
        });
        return Task.CompletedTask;
    }
}
