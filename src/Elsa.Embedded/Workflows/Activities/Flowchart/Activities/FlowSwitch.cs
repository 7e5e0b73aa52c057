using System.Runtime.CompilerServices;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Activities.Flowchart.Models;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.Services;
using Elsa.Workflows.UIHints;

namespace Elsa.Workflows.Activities.Flowchart.Activities;

/// <summary>Leaves by the labels of the cases that hold, or by Default.</summary>
[FlowNode("Default")]
[Activity("Elsa", "Branching", "Evaluate a set of case conditions and schedule the activity for a matching case.", DisplayName = "Switch (flow)")]
public class FlowSwitch : Activity
{
    /// <summary>Creates the activity.</summary>
    public FlowSwitch([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>The cases.</summary>
    [Input(UIHint = "flow-switch-editor")]
    public ICollection<FlowSwitchCase> Cases { get; set; } = new List<FlowSwitchCase>();

    /// <summary>Whether only the first case that holds counts, or all of them.</summary>
    [Input(UIHint = InputUIHints.DropDown, Description = "The switch mode determines whether the first match should be scheduled, or all matches.")]
    public Input<SwitchMode> Mode { get; set; } = new(SwitchMode.MatchFirst);

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var matches = await CaseEvaluation.MatchAsync(context, Cases, x => x.Label, x => x.Condition, context.Get(Mode));
        await context.CompleteActivityWithOutcomesAsync(matches.Count > 0 ? matches.Select(x => x.Label).ToArray() : ["Default"]);
    }
}
