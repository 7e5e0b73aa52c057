using Elsa.Resilience.Models;
using Elsa.Workflows;
using Polly;
using Polly.Retry;
using Polly.Telemetry;

namespace Elsa.Resilience;

/// <summary>Notes every attempt after which a pipeline tries again.</summary>
public class RetryTelemetryListener : TelemetryListener
{
    internal static readonly ResiliencePropertyKey<ActivityExecutionContext> ExecutionKey = new("Elsa.ActivityExecutionContext");
    internal static readonly ResiliencePropertyKey<List<RetryAttempt>> AttemptsKey = new("Elsa.RetryAttempts");

    /// <inheritdoc />
    public override void Write<TResult, TArgs>(in TelemetryEventArguments<TResult, TArgs> args)
    {
        if (args.Arguments is not OnRetryArguments<TResult> retry)
            return;
        var properties = args.Context.Properties;
        if (properties.TryGetValue(ExecutionKey, out var execution) && properties.TryGetValue(AttemptsKey, out var attempts))
            attempts.Add(new RetryAttempt(execution, retry.AttemptNumber, retry.RetryDelay, retry.Outcome.Result, retry.Outcome.Exception));
    }
}
