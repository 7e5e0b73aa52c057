using System.Runtime.CompilerServices;
using Elsa.Extensions;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;

namespace Elsa.Workflows.Activities.Flowchart.Activities;

/// <summary>Leaves by all its branches.</summary>
[Activity("Elsa", "Branching", "Branch execution into multiple branches that will be executed in parallel.", DisplayName = "Fork (flow)")]
public class FlowFork : Activity
{
    /// <summary>Creates the activity.</summary>
    public FlowFork([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>The names of the branches.</summary>
    [Input(UIHint = InputUIHints.DynamicOutcomes, Description = "A list of expected outcomes to handle.")]
    public Input<ICollection<string>> Branches { get; set; } = default!;

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        context.CompleteActivityWithOutcomesAsync(Branches.GetOrDefault(context)?.ToArray() ?? []);
}
