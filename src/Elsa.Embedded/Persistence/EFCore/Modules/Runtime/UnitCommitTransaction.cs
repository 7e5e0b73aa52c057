using Elsa.Persistence.EFCore.Storage;
using Elsa.Workflows.Runtime;

namespace Elsa.Persistence.EFCore.Modules.Runtime;

/// <summary>Collects what stores write during a commit and writes it in one transaction.</summary>
internal sealed class UnitCommitTransaction(ElsaStorage storage) : IWorkflowCommitTransaction
{
    public Task ExecuteAsync(Func<CancellationToken, Task> operation, CancellationToken cancellationToken = default) => storage.InUnitAsync(operation, cancellationToken);
}
