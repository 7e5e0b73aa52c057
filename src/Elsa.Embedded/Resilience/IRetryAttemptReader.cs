using Elsa.Common.Models;
using Elsa.Resilience.Entities;

namespace Elsa.Resilience;

/// <summary>Lists attempts that failed.</summary>
public interface IRetryAttemptReader
{
    /// <summary>The attempts of one execution, in their order.</summary>
    Task<Page<RetryAttemptRecord>> ReadAttemptsAsync(string activityInstanceId, PageArgs? pageArgs = null, CancellationToken cancellationToken = default);
}
