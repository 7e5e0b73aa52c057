using Elsa.Resilience;
using Elsa.Resilience.Models;
using Elsa.Workflows;
using TapeFlows.Activities.Resilience;
using TapeFlows.Activities.Runs;
using TapeFlows.Backup.Volumes;

namespace TapeFlows.Activities;

/// <summary>
/// Base of steps that ask a device for one thing and can ask again: by the strategy of the category Tape that the procedure names for them. Without one they have one attempt.
/// Every attempt that failed is kept with the execution.
/// </summary>
[ResilienceCategory(DeviceResilienceStrategy.Category)]
public abstract class DeviceStep : TapeActivity, IResilientActivity
{
    IDictionary<string, string?> IResilientActivity.CollectRetryDetails(ActivityExecutionContext context, RetryAttempt attempt) => new Dictionary<string, string?>
    {
        ["Problem"] = attempt.Exception?.Message,
        ["Status"] = (attempt.Exception as TapeException)?.Status?.ToString(),
    };

    private protected sealed override async Task<StepEnd> WorkAsync(ActivityExecutionContext context, TapeRun run, CancellationToken cancellationToken) =>
        // A run that is to stop waits for nothing more, but what cleans up after it is still asked once.
        cancellationToken.IsCancellationRequested
            ? await AskAsync(context, run, cancellationToken)
            : await context.GetRequiredService<IResilientActivityInvoker>().InvokeAsync(this, context, () => AskAsync(context, run, cancellationToken), cancellationToken);

    /// <summary>Asks the device once.</summary>
    private protected abstract Task<StepEnd> AskAsync(ActivityExecutionContext context, TapeRun run, CancellationToken cancellationToken);
}
