namespace TapeFlows.Operations.Executors;

/// <summary>What a mount wants.</summary>
/// <param name="Barcode">The volume; <see langword="null"/>: the one that a write to the pool would begin on.</param>
/// <param name="Pool">The pool, when no volume is named; <see langword="null"/>: the default one.</param>
public sealed record MountRequest(string? Barcode = null, string? Pool = null);

/// <summary>What a mount did.</summary>
/// <param name="Barcode">The volume.</param>
/// <param name="Drive">The drive that it is in.</param>
public sealed record MountResult(string Barcode, string Drive);

/// <summary>Brings a volume into a drive and waits until it is ready; it stays there for the next operation of the run.</summary>
internal sealed class MountExecutor : IOperationExecutor
{
    public OperationKind Kind => OperationKind.Mount;

    public async Task<OperationEnd> ExecuteAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var request = context.Request<MountRequest>();
        var session = context.Session;
        session.DriveName = context.Operation.Drive;
        var barcode = request.Barcode ?? await SelectExecutor.ChooseAsync(context, request.Pool, cancellationToken);
        var mounted = await session.MountAsync(barcode, cancellationToken);
        await session.ReturnAsync(mounted, cancellationToken);
        session.Preferred = barcode;
        return new OperationEnd(OperationOutcome.Done, OperationJson.Text(new MountResult(barcode, mounted.Drive.Name)));
    }
}
