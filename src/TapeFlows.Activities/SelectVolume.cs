using System.Collections.Frozen;
using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;
using TapeFlows.Activities.Hints;
using TapeFlows.Activities.Runs;
using TapeFlows.Backup.Volumes;

namespace TapeFlows.Activities;

/// <summary>Chooses the volume that the next write to a pool begins on.</summary>
[Activity("TapeFlows", "Tape", "Chooses the volume that the next write to a pool begins on: one of the pool with room, else a scratch one.", DisplayName = "Select volume")]
[FlowNode(Outcomes.Done, Outcomes.NeedsOperator, Outcomes.Failed)]
public class SelectVolume : TapeActivity
{
    /// <summary>The pool to write to; empty: the default pool.</summary>
    [Input(Description = "The pool to write to. Empty: the default pool.", UIHint = InputUIHints.DropDown, UIHandler = typeof(PoolOptions))]
    public Input<string?> Pool { get; set; } = default!;

    /// <summary>The barcode of the chosen volume.</summary>
    [Output(Description = "The barcode of the chosen volume.")]
    public Output<string> Barcode { get; set; } = default!;

    private protected override async Task<StepEnd> WorkAsync(ActivityExecutionContext context, TapeRun run, CancellationToken cancellationToken)
    {
        var pool = context.Get(Pool) is { Length: > 0 } given ? given : run.Site.DefaultPool;
        var barcode = await run.Session.ChooseAsync(new VolumeRequest(pool, FrozenSet<string>.Empty), cancellationToken);
        run.Session.Preferred = barcode;
        context.Set(Barcode, barcode);
        return StepEnd.Done;
    }
}
