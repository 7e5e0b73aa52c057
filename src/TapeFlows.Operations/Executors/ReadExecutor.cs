using TapeFlows.Backup.Restore;

namespace TapeFlows.Operations.Executors;

/// <summary>What a restore did.</summary>
/// <param name="SetId">The set.</param>
/// <param name="Files">Entries restored.</param>
/// <param name="Bytes">Content bytes of them.</param>
/// <param name="LostCount">Entries that could not be restored.</param>
public sealed record ReadResult(Guid SetId, long Files, long Bytes, long LostCount);

/// <summary>Reads files back from tape, volume after volume, and checks each. The request is a <see cref="RestoreRequest"/>. An attempt that follows another begins anew.</summary>
internal sealed class ReadExecutor : IOperationExecutor
{
    public OperationKind Kind => OperationKind.Read;

    public async Task<OperationEnd> ExecuteAsync(OperationContext context, CancellationToken cancellationToken)
    {
        context.Session.DriveName = context.Operation.Drive;
        var inLibrary = context.Site.Library.Inventory().Where(element => element.IsFull).Select(element => element.Barcode!).ToHashSet(StringComparer.Ordinal);
        var restore = new RestoreRun(context.Catalog, context.Session, context.Site.Clock);
        var report = await restore.ExecuteAsync(context.Request<RestoreRequest>(), context.Progress, inLibrary, cancellationToken);
        var result = OperationJson.Text(new ReadResult(report.Chain[^1].Id, report.Files, report.Bytes, report.LostCount));
        return report.LostCount == 0
            ? new OperationEnd(OperationOutcome.Done, result)
            : new OperationEnd(OperationOutcome.Damaged, result, $"{report.LostCount} entries could not be restored; the report says which.");
    }
}
