using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using TapeFlows.Activities.Runs;

namespace TapeFlows.Activities;

/// <summary>Unloads volumes and puts them back into their slots.</summary>
[Activity("TapeFlows", "Tape", "Unloads a volume, or all that this run has mounted, and puts it back into its slot.", DisplayName = "Eject")]
[FlowNode(Outcomes.Done, Outcomes.Failed)]
public class Eject : DeviceStep
{
    /// <summary>The volume; empty: all that this run has mounted.</summary>
    [Input(Description = "The barcode of the volume. Empty: all that this run has mounted.")]
    public Input<string?> Barcode { get; set; } = default!;

    private protected override async Task<StepEnd> AskAsync(ActivityExecutionContext context, TapeRun run, CancellationToken cancellationToken)
    {
        // Also after a stop: a cartridge that is left in a drive blocks it for everybody else.
        if (context.Get(Barcode) is { Length: > 0 } barcode)
            await run.Session.EjectAsync(barcode, CancellationToken.None);
        else
            await run.Session.EjectAllAsync(CancellationToken.None);
        return StepEnd.Done;
    }
}
