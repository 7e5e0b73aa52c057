using Elsa.Alterations.Core.Models;

namespace Elsa.Alterations.Core.Contracts;

/// <summary>Finds the instances that a filter means.</summary>
public interface IWorkflowInstanceFinder
{
    /// <summary>Their identities.</summary>
    Task<IEnumerable<string>> FindAsync(AlterationWorkflowInstanceFilter filter, CancellationToken cancellationToken = default);
}
