namespace TapeFlows.Operations.Executors;

/// <summary>What an unload wants.</summary>
/// <param name="Barcode">The volume; <see langword="null"/>: all of the run.</param>
public sealed record UnloadRequest(string? Barcode = null);

/// <summary>Puts a volume, or all that the run has mounted, back into its slot.</summary>
internal sealed class UnloadExecutor : IOperationExecutor
{
    public OperationKind Kind => OperationKind.Unload;

    public async Task<OperationEnd> ExecuteAsync(OperationContext context, CancellationToken cancellationToken)
    {
        // To its end once begun: a cartridge that is left in a drive blocks it for everybody else.
        if (context.Request<UnloadRequest>().Barcode is { } barcode)
            await context.Session.EjectAsync(barcode, CancellationToken.None);
        else
            await context.Session.EjectAllAsync(CancellationToken.None);
        return new OperationEnd(OperationOutcome.Done);
    }
}
