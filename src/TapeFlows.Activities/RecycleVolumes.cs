using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using TapeFlows.Activities.Unattended;
using TapeFlows.Backup.Retention;
using TapeFlows.Operations;

namespace TapeFlows.Activities;

/// <summary>Makes volumes scratch of which no set is left.</summary>
[Activity("TapeFlows", "Unattended", "Makes volumes scratch of which no set is left, never one that the catalog does not fully know.", DisplayName = "Recycle volumes")]
[FlowNode(Outcomes.Done, Outcomes.Failed)]
public class RecycleVolumes : PoolStep
{
    /// <summary>The volumes that are scratch now, or would be.</summary>
    [Output(Description = "The barcodes of the volumes that are scratch now, or would be.")]
    public Output<ICollection<string>> Recycled { get; set; } = default!;

    private protected override async Task<StepEnd> WorkAsync(ActivityExecutionContext context, string? pool, bool isDry, CancellationToken cancellationToken)
    {
        var recycling = new VolumeRecycling(context.GetRequiredService<TapeSite>().Catalog);
        var found = await recycling.RunAsync(pool, isDry, cancellationToken);
        List<string> recycled = [.. found.Where(volume => volume.Obstacle is null).Select(volume => volume.Barcode)];
        context.Set(Recycled, recycled);
        Tell(context, [Texts.OperatorTexts.VolumesRecycled(recycled.Count, isDry), .. recycled, .. found.Where(volume => volume.Obstacle is not null).Select(volume => $"{volume.Barcode} stays: {volume.Obstacle}.")]);
        return StepEnd.Done;
    }
}
