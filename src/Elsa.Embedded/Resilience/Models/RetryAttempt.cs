using Elsa.Workflows;

namespace Elsa.Resilience.Models;

/// <summary>An attempt that failed, while its outcome is at hand.</summary>
/// <param name="ActivityExecutionContext">The execution.</param>
/// <param name="AttemptNumber">Which attempt it was, from 0.</param>
/// <param name="RetryDelay">How long the next attempt waits.</param>
/// <param name="Result">What it yielded.</param>
/// <param name="Exception">The exception that ended it.</param>
public record RetryAttempt(ActivityExecutionContext ActivityExecutionContext, int AttemptNumber, TimeSpan RetryDelay, object? Result, Exception? Exception);
