namespace TapeFlows.Operations.Executors;

/// <summary>What an unload wants.</summary>
/// <param name="Barcode">The volume; <see langword="null"/>: all of the run.</param>
public sealed record UnloadRequest(string? Barcode = null);

/// <summary>Puts a volume, or all that the run has mounted, back into its slot. Also what it had mounted in a process that is gone, if nobody else has it by now.</summary>
internal sealed class UnloadExecutor : IOperationExecutor
{
    public OperationKind Kind => OperationKind.Unload;

    public async Task<OperationEnd> ExecuteAsync(OperationContext context, CancellationToken cancellationToken)
    {
        // To its end once begun: a cartridge that is left in a drive blocks it for everybody else.
        var session = context.Session;
        if (context.Request<UnloadRequest>().Barcode is { } barcode)
        {
            session.TakeUp([barcode]);
            await session.EjectAsync(barcode, CancellationToken.None);
            return new OperationEnd(OperationOutcome.Done);
        }

        session.TakeUp(await context.VolumesOfRunAsync());
        await session.EjectAllAsync(CancellationToken.None);
        (session.Preferred, context.Memory) = (null, null);
        return new OperationEnd(OperationOutcome.Done);
    }
}
