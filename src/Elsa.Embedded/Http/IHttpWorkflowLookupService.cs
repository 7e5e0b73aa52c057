using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Entities;

namespace Elsa.Http;

/// <summary>Finds the workflow that a request starts.</summary>
public interface IHttpWorkflowLookupService
{
    /// <summary>Finds it by the fingerprint of path and method; null if nothing starts.</summary>
    Task<HttpWorkflowLookupResult?> FindWorkflowAsync(string bookmarkHash, CancellationToken cancellationToken = default);
}

/// <summary>What a request starts.</summary>
/// <param name="WorkflowGraph">The workflow; null if several claim the request.</param>
/// <param name="Triggers">The triggers that claim it.</param>
public record HttpWorkflowLookupResult(WorkflowGraph? WorkflowGraph, ICollection<StoredTrigger> Triggers);
