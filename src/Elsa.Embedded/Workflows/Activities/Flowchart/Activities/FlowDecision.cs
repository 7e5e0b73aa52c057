using System.Runtime.CompilerServices;
using Elsa.Expressions.Models;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;

namespace Elsa.Workflows.Activities.Flowchart.Activities;

/// <summary>Leaves by True or by False.</summary>
[FlowNode("True", "False")]
[Activity("Elsa", "Branching", "Evaluate a Boolean condition to determine which path to execute next.", DisplayName = "Decision")]
public class FlowDecision : Activity
{
    /// <summary>Creates the activity.</summary>
    public FlowDecision([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>Creates the activity with its condition.</summary>
    public FlowDecision(Func<ExpressionExecutionContext, bool> condition, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(source, line) => Condition = new Input<bool>(condition);

    /// <summary>Creates the activity with its condition.</summary>
    public FlowDecision(Func<ExpressionExecutionContext, ValueTask<bool>> condition, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(source, line) => Condition = new Input<bool>(condition);

    /// <summary>The condition.</summary>
    [Input(UIHint = InputUIHints.SingleLine)]
    public Input<bool> Condition { get; set; } = new(false);

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => context.CompleteActivityWithOutcomesAsync(context.Get(Condition) ? "True" : "False");
}
