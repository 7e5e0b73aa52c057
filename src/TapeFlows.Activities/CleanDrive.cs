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

/// <summary>Runs a cleaning cartridge through a drive.</summary>
[Activity("TapeFlows", "Tape", "Runs a cleaning cartridge through a drive and puts it back.", DisplayName = "Clean drive")]
[FlowNode(Outcomes.Done, Outcomes.NeedsOperator, Outcomes.Failed)]
public class CleanDrive : OperationActivity
{
    /// <summary>The drive to clean.</summary>
    [Input(Description = "The drive to clean. Empty: any that is free.", DisplayName = "Drive", UIHint = InputUIHints.DropDown, UIHandler = typeof(DriveOptions), Order = 1)]
    public Input<string?> DriveName { get; set; } = default!;

    /// <summary>The cleaning cartridge.</summary>
    [Input(Description = "The barcode of a cleaning cartridge. Empty: the first one of the library.", Order = 2)]
    public Input<string?> Barcode { get; set; } = default!;

    /// <summary>The drive that was cleaned.</summary>
    [Output(Description = "The drive that was cleaned.")]
    public Output<string> Drive { get; set; } = default!;

    private protected override OperationKind Kind => OperationKind.Clean;

    private protected override string? DriveFrom(ActivityExecutionContext context) => context.Get(DriveName).OrNull();

    private protected override object? RequestFrom(ActivityExecutionContext context) => new CleanRequest(context.Get(Barcode).OrNull());

    private protected override void Tell(ActivityExecutionContext context, Operation operation, TapeRun? run)
    {
        if (operation.ResultAs<CleanResult>() is { } result)
            context.Set(Drive, result.Drive);
    }
}
