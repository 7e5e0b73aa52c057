using Elsa.Common.Models;
using Elsa.Resilience.Entities;

namespace Elsa.Resilience;

/// <summary>Lists nothing.</summary>
public class VoidRetryAttemptReader : IRetryAttemptReader
{
    /// <summary>The only one that is needed.</summary>
    public static VoidRetryAttemptReader Instance { get; } = new();

    /// <inheritdoc />
    public Task<Page<RetryAttemptRecord>> ReadAttemptsAsync(string activityInstanceId, PageArgs? pageArgs = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(new Page<RetryAttemptRecord>([], 0));
}
