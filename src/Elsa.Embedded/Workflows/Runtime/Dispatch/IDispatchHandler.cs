using Elsa.Workflows.Runtime.Ledger;

namespace Elsa.Workflows.Runtime.Dispatch;

/// <summary>Does work of a kind that the runtime does not know itself. It must remove the work from the queue with the transaction that does it.</summary>
internal interface IDispatchHandler
{
    DispatchKind Kind { get; }

    Task ExecuteAsync(DispatchItem item, CancellationToken cancellationToken);
}
