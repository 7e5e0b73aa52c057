namespace TapeFlows.Operations.Executors;

/// <summary>Looks what is in the library. Its result is a list of <see cref="Tape.Changers.LibraryElement"/>.</summary>
internal sealed class InventoryExecutor : IOperationExecutor
{
    public OperationKind Kind => OperationKind.Inventory;

    public Task<OperationEnd> ExecuteAsync(OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new OperationEnd(OperationOutcome.Done, OperationJson.Text(context.Site.Library.Inventory())));
}
