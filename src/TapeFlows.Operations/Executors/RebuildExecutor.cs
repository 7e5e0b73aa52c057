using TapeFlows.Backup.Rebuild;
using TapeFlows.Tape.Media;

namespace TapeFlows.Operations.Executors;

/// <summary>What a rebuild wants.</summary>
/// <param name="Barcodes">The volumes to read; <see langword="null"/>: all in the library.</param>
/// <param name="PutsBack">Whether the volumes go back into their slots at once, because no further operation of the run needs them.</param>
public sealed record RebuildRequest(IReadOnlyList<string>? Barcodes = null, bool PutsBack = false);

/// <summary>What a rebuild found.</summary>
public sealed record RebuildResult
{
    /// <summary>The sets on the volumes, oldest first.</summary>
    public IReadOnlyList<Guid> Sets { get; init; } = [];

    /// <summary>Rows of files brought back.</summary>
    public long Files { get; init; }

    /// <summary>The volumes read.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];

    /// <summary>Volumes that hold a part of a set and were not there.</summary>
    public IReadOnlyList<string> MissingVolumes { get; init; } = [];

    /// <summary>What a person should know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }
}

/// <summary>Brings into the catalog what is on cartridges and missing there. What it knows stays as it is, so an attempt that follows another goes on with what is left.</summary>
internal sealed class RebuildExecutor : IOperationExecutor
{
    public OperationKind Kind => OperationKind.Rebuild;

    public async Task<OperationEnd> ExecuteAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var request = context.Request<RebuildRequest>();
        var barcodes = request.Barcodes ?? [.. context.VolumesInLibrary().Where(barcode => !CleaningCartridge.Is(barcode)).Order(StringComparer.Ordinal)];
        var report = await new CatalogRebuild(context.Catalog, context.Session, context.Site.Clock).RunAsync(barcodes, context.Progress, cancellationToken);
        if (request.PutsBack)
            await context.Session.EjectAllAsync(CancellationToken.None);
        return new OperationEnd(OperationOutcome.Done, OperationJson.Text(new RebuildResult
        {
            Sets = [.. report.Sets.Select(set => set.Id)],
            Files = report.Files,
            Volumes = report.Volumes,
            MissingVolumes = report.MissingVolumes,
            Notes = report.Notes,
            Elapsed = report.Elapsed,
        }));
    }
}
