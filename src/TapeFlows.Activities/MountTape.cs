using System.ComponentModel.DataAnnotations;
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

/// <summary>Brings a volume into a drive and waits until it is ready.</summary>
[Activity("TapeFlows", "Tape", "Brings a volume into a drive and waits until it is ready.", DisplayName = "Mount tape")]
[FlowNode(Outcomes.Done, Outcomes.NeedsOperator, Outcomes.Failed)]
public class MountTape : OperationActivity
{
    /// <summary>The volume.</summary>
    [Input(Description = "The barcode of the volume, for example TF0001L8.", Order = 1)]
    [Required]
    public Input<string> Barcode { get; set; } = default!;

    /// <summary>The drive to use; empty: any that is free.</summary>
    [Input(Description = "The drive to use. Empty: any that is free.", DisplayName = "Drive", UIHint = InputUIHints.DropDown, UIHandler = typeof(DriveOptions), Order = 2)]
    public Input<string?> DriveName { get; set; } = default!;

    /// <summary>The drive that the volume is in.</summary>
    [Output(Description = "The drive that the volume is in.")]
    public Output<string> Drive { get; set; } = default!;

    private protected override OperationKind Kind => OperationKind.Mount;

    private protected override string? DriveFrom(ActivityExecutionContext context) => context.Get(DriveName).OrNull();

    private protected override object RequestFrom(ActivityExecutionContext context) =>
        new MountRequest(context.Get(Barcode).OrNull() ?? throw new OperationException(Texts.OperatorTexts.NoBarcode));

    private protected override void Tell(ActivityExecutionContext context, Operation operation, TapeRun? run)
    {
        if (operation.ResultAs<MountResult>() is { } mounted)
            context.Set(Drive, mounted.Drive);
    }
}
