using Elsa.Resilience.Models;

namespace Elsa.Resilience.Recorders;

/// <summary>Keeps the attempts with the execution itself, so that they are stored and deleted with it.</summary>
public class ActivityExecutionContextRetryAttemptRecorder : IRetryAttemptRecorder
{
    internal const string AttemptsKey = "RetryAttempts";

    /// <inheritdoc />
    public Task RecordAsync(RecordRetryAttemptsContext context)
    {
        var execution = context.ActivityExecutionContext;
        execution.SetProperty(AttemptsKey, context.Attempts);

        // Studio shows the number without reading the attempts.
        execution.Metadata["Extensions"] = new Dictionary<string, object> { ["RetryAttemptsCount"] = context.Attempts.Count };
        return Task.CompletedTask;
    }
}
