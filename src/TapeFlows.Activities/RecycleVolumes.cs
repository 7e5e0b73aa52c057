using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;
using TapeFlows.Activities.Hints;
using TapeFlows.Activities.Unattended;
using TapeFlows.Backup.Retention;
using TapeFlows.Operations;

namespace TapeFlows.Activities;

/// <summary>Makes volumes scratch of which no set is left.</summary>
[Activity("TapeFlows", "Unattended", "Makes volumes scratch of which no set is left, never one that the catalog does not fully know.", DisplayName = "Recycle volumes")]
[FlowNode(Outcomes.Done, Outcomes.Failed)]
public class RecycleVolumes : UnattendedStep
{
    /// <summary>Only volumes of this pool.</summary>
    [Input(Description = "Only volumes of this pool. Empty: of all.", UIHint = InputUIHints.DropDown, UIHandler = typeof(PoolOptions), Order = 1)]
    public Input<string?> Pool { get; set; } = default!;

    /// <summary>Only say what would be scratch.</summary>
    [Input(Description = "Only say which would be scratch, and change nothing.", DisplayName = "Dry run", Order = 2)]
    public Input<bool> DryRun { get; set; } = default!;

    /// <summary>The volumes that are scratch now, or would be.</summary>
    [Output(Description = "The barcodes of the volumes that are scratch now, or would be.")]
    public Output<ICollection<string>> Recycled { get; set; } = default!;

    private protected override async Task<StepEnd> WorkAsync(ActivityExecutionContext context, CancellationToken cancellationToken)
    {
        var recycling = new VolumeRecycling(context.GetRequiredService<TapeSite>().Catalog);
        var isDry = context.Get(DryRun);
        var found = await recycling.RunAsync(context.Get(Pool) is { Length: > 0 } pool ? pool : null, isDry, cancellationToken);
        List<string> recycled = [.. found.Where(volume => volume.Obstacle is null).Select(volume => volume.Barcode)];
        context.Set(Recycled, recycled);
        Tell(context, [Texts.OperatorTexts.VolumesRecycled(recycled.Count, isDry), .. recycled, .. found.Where(volume => volume.Obstacle is not null).Select(volume => $"{volume.Barcode} stays: {volume.Obstacle}.")]);
        return StepEnd.Done;
    }
}
