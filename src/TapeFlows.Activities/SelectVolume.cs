using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;
using TapeFlows.Activities.Hints;
using TapeFlows.Activities.Operations;
using TapeFlows.Activities.Runs;
using TapeFlows.Operations;
using TapeFlows.Operations.Executors;

namespace TapeFlows.Activities;

/// <summary>Chooses the volume that the next write to a pool begins on.</summary>
[Activity("TapeFlows", "Tape", "Chooses the volume that the next write to a pool begins on: one of the pool with room, else a scratch one.", DisplayName = "Select volume")]
[FlowNode(Outcomes.Done, Outcomes.NeedsOperator, Outcomes.Failed)]
public class SelectVolume : OperationActivity
{
    /// <summary>The pool to write to; empty: the default pool.</summary>
    [Input(Description = "The pool to write to. Empty: the default pool.", UIHint = InputUIHints.DropDown, UIHandler = typeof(PoolOptions))]
    public Input<string?> Pool { get; set; } = default!;

    /// <summary>The barcode of the chosen volume.</summary>
    [Output(Description = "The barcode of the chosen volume.")]
    public Output<string> Barcode { get; set; } = default!;

    private protected override OperationKind Kind => OperationKind.Select;

    private protected override object RequestFrom(ActivityExecutionContext context) => new SelectRequest(context.Get(Pool).OrNull());

    private protected override void Tell(ActivityExecutionContext context, Operation operation, TapeRun? run)
    {
        if (operation.ResultAs<SelectResult>() is { } chosen)
            context.Set(Barcode, chosen.Barcode);
    }
}
