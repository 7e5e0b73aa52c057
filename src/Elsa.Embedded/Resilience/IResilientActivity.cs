using Elsa.Resilience.Models;
using Elsa.Workflows;

namespace Elsa.Resilience;

/// <summary>An activity whose work may be tried again; it does it through <see cref="IResilientActivityInvoker"/>.</summary>
public interface IResilientActivity : IActivity
{
    /// <summary>What is worth recording about an attempt that failed.</summary>
    IDictionary<string, string?> CollectRetryDetails(ActivityExecutionContext context, RetryAttempt attempt);
}
