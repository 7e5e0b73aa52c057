using TapeFlows.Backup.Volumes;

namespace TapeFlows.Operations.Executors;

/// <summary>What a labelling wants.</summary>
/// <param name="Barcode">The volume.</param>
/// <param name="Pool">The pool that it joins; <see langword="null"/>: the default one.</param>
/// <param name="GivesUpContent">Whether a volume that is not blank is labelled, too: all that is on it is lost. Never one with sets that the catalog still has.</param>
/// <param name="PutsBack">Whether the volume goes back into its slot at once, because no further operation of the run needs it.</param>
public sealed record LabelRequest(string Barcode, string? Pool = null, bool GivesUpContent = false, bool PutsBack = false);

/// <summary>What a labelling did.</summary>
/// <param name="Barcode">The volume.</param>
/// <param name="Pool">Its pool.</param>
/// <param name="VolumeId">Its identity; it is on tape with the first set.</param>
/// <param name="WasBlank">Whether nothing was given up.</param>
public sealed record LabelResult(string Barcode, string Pool, Guid VolumeId, bool WasBlank);

/// <summary>Makes a volume one of a pool, with an identity of its own, so that sets can be written to it.</summary>
internal sealed class LabelExecutor : IOperationExecutor
{
    public OperationKind Kind => OperationKind.Label;

    public async Task<OperationEnd> ExecuteAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var request = context.Request<LabelRequest>();
        var mounted = await context.Session.MountAsync(request.Barcode, cancellationToken);
        try
        {
            var labelling = new VolumeLabelling(context.Catalog, context.Site.Clock);
            var (volume, wasBlank) = await labelling.LabelAsync(mounted, request.Pool ?? context.Site.DefaultPool, request.GivesUpContent, cancellationToken);
            return new OperationEnd(OperationOutcome.Done, OperationJson.Text(new LabelResult(volume.Barcode, volume.Pool, volume.VolumeId, wasBlank)));
        }
        finally
        {
            await context.Session.ReturnAsync(mounted, CancellationToken.None);
            if (request.PutsBack)
                await context.Session.EjectAsync(mounted.Barcode, CancellationToken.None);
        }
    }
}
