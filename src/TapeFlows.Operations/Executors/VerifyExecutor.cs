using System.Text.Json.Serialization;
using TapeFlows.Backup;
using TapeFlows.Backup.Verify;
using TapeFlows.Operations.Texts;

namespace TapeFlows.Operations.Executors;

/// <summary>What a verify wants: a set or a volume.</summary>
/// <param name="SetId">The set; <see langword="null"/>: the newest complete one, unless a volume is named.</param>
/// <param name="Barcode">The volume.</param>
/// <param name="ManifestOnly">Of a set only labels and manifest.</param>
public sealed record VerifyRequest(Guid? SetId = null, string? Barcode = null, bool ManifestOnly = false);

/// <summary>Reads a set or a volume back and compares every checksum.</summary>
internal sealed class VerifyExecutor : IOperationExecutor
{
    public OperationKind Kind => OperationKind.Verify;

    public async Task<OperationEnd> ExecuteAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var request = context.Request<VerifyRequest>();
        var verify = new VerifyRun(context.Catalog, context.Session, context.Site.Clock);
        Guid? set = request switch
        {
            { SetId: { } named } => named,
            { Barcode: not null } => null,
            _ => await NewestAsync(context, cancellationToken),
        };
        var report = set is not { } id ? await verify.VerifyVolumeAsync(request.Barcode!, context.Progress, cancellationToken)
            : request.ManifestOnly ? await verify.VerifyManifestAsync(id, context.Progress, cancellationToken)
            : await verify.VerifySetAsync(id, context.Progress, cancellationToken);
        var result = OperationJson.Text(VerifyResult.Of(set, report));
        return report.IsSound
            ? new OperationEnd(OperationOutcome.Done, result)
            : new OperationEnd(OperationOutcome.Damaged, result, OperationTexts.Damages(report.DamageCount, report.Damages[0].ToString()));
    }

    private static async Task<Guid> NewestAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var newest = await context.Catalog.ListSetsAsync(new SetQuery { States = [SetState.Complete], Take = 1 }, cancellationToken);
        return newest.Count > 0 ? newest[0].Id : throw new OperationException(OperationTexts.NoSet);
    }
}

/// <summary>What a verify found.</summary>
public sealed record VerifyResult
{
    /// <summary>The set; <see langword="null"/>: a volume was verified.</summary>
    public Guid? SetId { get; init; }

    /// <summary>Entries checked.</summary>
    public long Files { get; init; }

    /// <summary>Content bytes checked.</summary>
    public long Bytes { get; init; }

    /// <summary>Bytes read from tape.</summary>
    public long TapeBytes { get; init; }

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

    /// <summary>Nothing is damaged.</summary>
    [JsonIgnore]
    public bool IsSound => DamageCount == 0;

    internal static VerifyResult Of(Guid? set, VerifyReport report) => new()
    {
        SetId = set,
        TapeBytes = report.TapeBytes,
        Files = report.Files,
        Bytes = report.Bytes,
        DamageCount = report.DamageCount,
        Damages = [.. report.Damages.Select(damage => damage.ToString())],
        Volumes = report.Volumes,
        Notes = report.Notes,
        Elapsed = report.Elapsed,
    };
}
