using TapeFlows.Backup.Volumes;
using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Drives;

namespace TapeFlows.Operations.Executors;

/// <summary>What a move wants.</summary>
/// <param name="Source">The element that the cartridge is in.</param>
/// <param name="Destination">The element that it shall be in.</param>
public sealed record MoveRequest(int Source, int Destination);

/// <summary>Moves a cartridge from one storage or import/export element to another. Drives are for mounts.</summary>
internal sealed class MoveExecutor : IOperationExecutor
{
    public OperationKind Kind => OperationKind.Move;

    public Task<OperationEnd> ExecuteAsync(OperationContext context, CancellationToken cancellationToken) =>
        Task.Run(() => Move(context.Request<MoveRequest>(), context.Site.Library, cancellationToken), cancellationToken);

    private static OperationEnd Move(MoveRequest request, ITapeLibrary library, CancellationToken cancellationToken)
    {
        if (library.Inventory().Any(element => element.Kind == ElementKind.Drive && (element.Address == request.Source || element.Address == request.Destination)))
            throw new OperationException("A move does not reach into drives: mount or unload the volume.");
        var move = library.Move(request.Source, request.Destination, cancellationToken);
        if (move.IsDone)
            return new OperationEnd(OperationOutcome.Done);
        var problem = $"The changer of {library.Name} could not move from element {request.Source} to {request.Destination}: {move.Status} {move.Detail}. The cartridge is where it was.";
        return move.Status == MoveStatus.HardwareError
            ? throw TapeException.From(new TapeResult(TapeStatus.HardwareError, Detail: problem), "move", "", library.Name)
            : new OperationEnd(OperationOutcome.Failed, null, problem);
    }
}
