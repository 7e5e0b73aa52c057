using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;
using TapeFlows.Activities.Hints;

namespace TapeFlows.Activities.Unattended;

/// <summary>Base of the steps that take away what a pool, or all of them, need no longer; or only say what that would be.</summary>
public abstract class PoolStep : UnattendedStep
{
    /// <summary>Only what is of this pool.</summary>
    [Input(Description = "Only what is of this pool. Empty: of all.", UIHint = InputUIHints.DropDown, UIHandler = typeof(PoolOptions), Order = 1)]
    public Input<string?> Pool { get; set; } = default!;

    /// <summary>Only say what would be done.</summary>
    [Input(Description = "Only say what would be done, and change nothing.", DisplayName = "Dry run", Order = 2)]
    public Input<bool> DryRun { get; set; } = default!;

    /// <summary>Does it.</summary>
    /// <param name="context">The step.</param>
    /// <param name="pool">The pool; null: all.</param>
    /// <param name="isDry">Only say what would be done.</param>
    /// <param name="cancellationToken">Gives up.</param>
    private protected abstract Task<StepEnd> WorkAsync(ActivityExecutionContext context, string? pool, bool isDry, CancellationToken cancellationToken);

    private protected sealed override Task<StepEnd> WorkAsync(ActivityExecutionContext context, CancellationToken cancellationToken) =>
        WorkAsync(context, context.Get(Pool) is { Length: > 0 } pool ? pool : null, context.Get(DryRun), cancellationToken);
}
