using TapeFlows.Backup.Verify;

namespace TapeFlows.Operations.Executors;

/// <summary>What a verify wants: a set or a volume.</summary>
/// <param name="SetId">The set.</param>
/// <param name="Barcode">The volume, when no set is named.</param>
/// <param name="ManifestOnly">Of a set only labels and manifest.</param>
public sealed record VerifyRequest(Guid? SetId = null, string? Barcode = null, bool ManifestOnly = false);

/// <summary>Reads a set or a volume back and compares every checksum.</summary>
internal sealed class VerifyExecutor : IOperationExecutor
{
    public OperationKind Kind => OperationKind.Verify;

    public async Task<OperationEnd> ExecuteAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var request = context.Request<VerifyRequest>();
        context.Session.DriveName = context.Operation.Drive;
        var verify = new VerifyRun(context.Catalog, context.Session, context.Site.Clock);
        var report = request switch
        {
            { SetId: { } set, ManifestOnly: true } => await verify.VerifyManifestAsync(set, context.Progress, cancellationToken),
            { SetId: { } set } => await verify.VerifySetAsync(set, context.Progress, cancellationToken),
            { Barcode: { } barcode } => await verify.VerifyVolumeAsync(barcode, context.Progress, cancellationToken),
            _ => throw new OperationException("A verify names a set or a volume."),
        };
        return report.IsSound
            ? new OperationEnd(OperationOutcome.Done, OperationJson.Text(VerifyResult.Of(report)))
            : new OperationEnd(OperationOutcome.Damaged, OperationJson.Text(VerifyResult.Of(report)), $"{report.DamageCount} damages were found; the first: {report.Damages[0]}");
    }
}

/// <summary>What a verify found.</summary>
public sealed record VerifyResult
{
    /// <summary>Entries checked.</summary>
    public long Files { get; init; }

    /// <summary>Content bytes checked.</summary>
    public long Bytes { get; init; }

    /// <summary>Files and pieces that are not as they were written.</summary>
    public long DamageCount { get; init; }

    /// <summary>The first of them, for people.</summary>
    public IReadOnlyList<string> Damages { get; init; } = [];

    /// <summary>The volumes read.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];

    /// <summary>What else is to be told.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    internal static VerifyResult Of(VerifyReport report) => new()
    {
        Files = report.Files,
        Bytes = report.Bytes,
        DamageCount = report.DamageCount,
        Damages = [.. report.Damages.Select(damage => damage.ToString())],
        Volumes = report.Volumes,
        Notes = report.Notes,
        Elapsed = report.Elapsed,
    };
}
