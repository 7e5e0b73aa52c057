using Elsa.Resilience.Models;

namespace Elsa.Resilience;

/// <summary>Keeps nothing.</summary>
public class VoidRetryAttemptRecorder : IRetryAttemptRecorder
{
    /// <summary>The only one that is needed.</summary>
    public static VoidRetryAttemptRecorder Instance { get; } = new();

    /// <inheritdoc />
    public Task RecordAsync(RecordRetryAttemptsContext context) => Task.CompletedTask;
}
