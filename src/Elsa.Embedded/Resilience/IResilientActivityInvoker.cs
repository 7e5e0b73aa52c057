using Elsa.Workflows;

namespace Elsa.Resilience;

/// <summary>Does the work of an activity with the strategy that was chosen for it.</summary>
public interface IResilientActivityInvoker
{
    /// <summary>Does the work, again if the strategy says so, and records every attempt that failed and was followed by another one.</summary>
    Task<T?> InvokeAsync<T>(IResilientActivity activity, ActivityExecutionContext context, Func<Task<T?>> action, CancellationToken cancellationToken = default);
}
