using Elsa.Resilience.Models;

namespace Elsa.Resilience;

/// <summary>Keeps attempts that failed.</summary>
public interface IRetryAttemptRecorder
{
    /// <summary>Keeps the attempts of one execution.</summary>
    Task RecordAsync(RecordRetryAttemptsContext context);
}
