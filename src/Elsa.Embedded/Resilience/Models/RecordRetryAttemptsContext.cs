using Elsa.Resilience.Entities;
using Elsa.Workflows;

namespace Elsa.Resilience.Models;

/// <summary>Attempts to keep.</summary>
/// <param name="ActivityExecutionContext">The execution whose attempts they are.</param>
/// <param name="Attempts">The attempts, in their order.</param>
/// <param name="CancellationToken">Cancelled when they need not be kept any more.</param>
public record RecordRetryAttemptsContext(ActivityExecutionContext ActivityExecutionContext, ICollection<RetryAttemptRecord> Attempts, CancellationToken CancellationToken);
