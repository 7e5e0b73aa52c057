using System.ComponentModel.DataAnnotations;
using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;
using TapeFlows.Activities.Hints;
using TapeFlows.Activities.Runs;

namespace TapeFlows.Activities;

/// <summary>Brings a volume into a drive and waits until it is ready.</summary>
[Activity("TapeFlows", "Tape", "Brings a volume into a drive and waits until it is ready.", DisplayName = "Mount tape")]
[FlowNode(Outcomes.Done, Outcomes.NeedsOperator, Outcomes.Failed)]
public class MountTape : DeviceStep
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

    private protected override async Task<StepEnd> AskAsync(ActivityExecutionContext context, TapeRun run, CancellationToken cancellationToken)
    {
        if (context.Get(Barcode) is not { Length: > 0 } barcode)
            return StepEnd.Failed(Texts.OperatorTexts.NoBarcode);
        run.Session.DriveName = context.Get(DriveName) is { Length: > 0 } drive ? drive : null;
        var mounted = await run.Session.MountAsync(barcode, cancellationToken);
        // The volume stays in the drive; the step that reads or writes takes it from there.
        await run.Session.ReturnAsync(mounted, cancellationToken);
        context.Set(Drive, mounted.Drive.Name);
        return StepEnd.Done;
    }
}
