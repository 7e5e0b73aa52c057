using TapeFlows.Backup.Restore;
using TapeFlows.Operations.Texts;

namespace TapeFlows.Operations.Executors;

/// <summary>What a restore did.</summary>
public sealed record ReadResult
{
    /// <summary>The set.</summary>
    public required Guid SetId { get; init; }

    /// <summary>Whether it went by a plan that an operation before it had made.</summary>
    public bool WasPlanned { get; init; }

    /// <summary>Entries restored.</summary>
    public long Files { get; init; }

    /// <summary>Content bytes of them.</summary>
    public long Bytes { get; init; }

    /// <summary>Bytes read from tape.</summary>
    public long TapeBytes { get; init; }

    /// <summary>Entries left as they were found, by the overwrite policy.</summary>
    public long Skipped { get; init; }

    /// <summary>Entries that could not be restored.</summary>
    public long LostCount { get; init; }

    /// <summary>The first <see cref="RestoreReport.MaxNamed"/> of them, with the reason.</summary>
    public IReadOnlyList<string> Lost { get; init; } = [];

    /// <summary>How many things there are to tell that cost no file.</summary>
    public long WarningCount { get; init; }

    /// <summary>The first <see cref="RestoreReport.MaxNamed"/> of them.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The volumes read, in order.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    internal static ReadResult Of(RestoreReport report, bool wasPlanned) => new()
    {
        SetId = report.Chain[^1].Id,
        WasPlanned = wasPlanned,
        Files = report.Files,
        Bytes = report.Bytes,
        TapeBytes = report.TapeBytes,
        Skipped = report.Skipped,
        LostCount = report.LostCount,
        Lost = [.. report.Lost.Select(lost => $"/{lost.Path}: {lost.Reason}")],
        WarningCount = report.WarningCount,
        Warnings = report.Warnings,
        Volumes = report.Volumes,
        Elapsed = report.Elapsed,
    };
}

/// <summary>Reads files back from tape, volume after volume, and checks each. The request is a <see cref="RestoreRequest"/>. An attempt that follows another begins anew.</summary>
internal sealed class ReadExecutor : IOperationExecutor
{
    public OperationKind Kind => OperationKind.Read;

    public async Task<OperationEnd> ExecuteAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var request = context.Request<RestoreRequest>();
        var restore = new RestoreRun(context.Catalog, context.Session, context.Site.Clock);
        // A run that planned this very restore before does not pay for a second look through the catalog.
        var plan = context.Memory is RestorePlan made && made.IsFor(request) ? made with { Request = request } : null;
        var report = plan is not null
            ? await restore.ExecuteAsync(plan, context.Progress, cancellationToken)
            : await restore.ExecuteAsync(request, context.Progress, context.VolumesInLibrary(), cancellationToken);
        var result = OperationJson.Text(ReadResult.Of(report, plan is not null));
        return report.LostCount == 0
            ? new OperationEnd(OperationOutcome.Done, result)
            : new OperationEnd(OperationOutcome.Damaged, result, OperationTexts.FilesLost(report.LostCount));
    }
}
