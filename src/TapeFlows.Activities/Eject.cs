using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using TapeFlows.Activities.Operations;
using TapeFlows.Operations;
using TapeFlows.Operations.Executors;

namespace TapeFlows.Activities;

/// <summary>Unloads volumes and puts them back into their slots.</summary>
[Activity("TapeFlows", "Tape", "Unloads a volume, or all that this run has mounted, and puts it back into its slot.", DisplayName = "Eject")]
[FlowNode(Outcomes.Done, Outcomes.Failed)]
public class Eject : OperationActivity
{
    /// <summary>The volume; empty: all that this run has mounted.</summary>
    [Input(Description = "The barcode of the volume. Empty: all that this run has mounted.")]
    public Input<string?> Barcode { get; set; } = default!;

    private protected override OperationKind Kind => OperationKind.Unload;

    // A cartridge that is left in a drive blocks it for everybody else.
    private protected override bool IsDoneAfterStop => true;

    private protected override object RequestFrom(ActivityExecutionContext context) => new UnloadRequest(context.Get(Barcode).OrNull());
}
