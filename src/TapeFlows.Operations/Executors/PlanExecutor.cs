using TapeFlows.Backup.Restore;
using TapeFlows.Operations.Texts;

namespace TapeFlows.Operations.Executors;

/// <summary>What a restore will need.</summary>
public sealed record PlanResult
{
    /// <summary>The set that the plan is for.</summary>
    public required Guid SetId { get; init; }

    /// <summary>Entries to restore.</summary>
    public long Files { get; init; }

    /// <summary>Content bytes of them.</summary>
    public long Bytes { get; init; }

    /// <summary>The volumes in the order in which they are needed.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];

    /// <summary>Those of them that are not in the library.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>How long it will take, people's time not counted.</summary>
    public TimeSpan EstimatedTime { get; init; }

    /// <summary>Entries that cannot be restored because a volume is missing.</summary>
    public long Unavailable { get; init; }

    /// <summary>The first <see cref="RestorePlan.MaxNamed"/> of them.</summary>
    public IReadOnlyList<string> FirstUnavailable { get; init; } = [];

    internal static PlanResult Of(RestorePlan plan) => new()
    {
        SetId = plan.Chain[^1].Id,
        Files = plan.Files,
        Bytes = plan.Bytes,
        Volumes = [.. plan.Volumes.Select(volume => volume.Barcode)],
        Missing = [.. plan.MissingVolumes],
        EstimatedTime = plan.EstimatedTime,
        Unavailable = plan.Unavailable,
        FirstUnavailable = [.. plan.FirstUnavailable.Select(path => path.ToString())],
    };
}

/// <summary>Finds out from the catalog what a restore will need; the restore that follows on this node goes by it. The request is a <see cref="RestoreRequest"/>.</summary>
internal sealed class PlanExecutor : IOperationExecutor
{
    public OperationKind Kind => OperationKind.Plan;

    public async Task<OperationEnd> ExecuteAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var plan = await new RestorePlanner(context.Catalog).MakeAsync(context.Request<RestoreRequest>(), context.VolumesInLibrary(), cancellationToken);
        context.Memory = plan;
        var result = OperationJson.Text(PlanResult.Of(plan));
        return plan.MissingVolumes.Any()
            ? new OperationEnd(OperationOutcome.NeedsOperator, result, OperationTexts.VolumesMissing(plan.MissingVolumes))
            : new OperationEnd(OperationOutcome.Done, result);
    }
}
