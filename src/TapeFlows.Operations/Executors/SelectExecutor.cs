using System.Collections.Frozen;
using TapeFlows.Backup.Volumes;

namespace TapeFlows.Operations.Executors;

/// <summary>What a choice of a volume wants.</summary>
/// <param name="Pool">The pool to write to; <see langword="null"/>: the default one.</param>
public sealed record SelectRequest(string? Pool = null);

/// <summary>What was chosen.</summary>
/// <param name="Barcode">The volume.</param>
public sealed record SelectResult(string Barcode);

/// <summary>Chooses the volume that the next write to a pool begins on; it is not mounted yet.</summary>
internal sealed class SelectExecutor : IOperationExecutor
{
    public OperationKind Kind => OperationKind.Select;

    public async Task<OperationEnd> ExecuteAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var barcode = await ChooseAsync(context, context.Request<SelectRequest>().Pool, cancellationToken);
        context.Session.Preferred = barcode;
        return new OperationEnd(OperationOutcome.Done, OperationJson.Text(new SelectResult(barcode)));
    }

    /// <summary>The volume that a write to a pool would begin on.</summary>
    internal static Task<string> ChooseAsync(OperationContext context, string? pool, CancellationToken cancellationToken) =>
        context.Session.ChooseAsync(new VolumeRequest(pool ?? context.Site.DefaultPool, FrozenSet<string>.Empty), cancellationToken);
}
