using Elsa.Workflows.State;
using Microsoft.AspNetCore.Http;

namespace Elsa.Http;

/// <summary>Answers a request whose workflow faulted before it answered itself.</summary>
public interface IHttpEndpointFaultHandler
{
    /// <summary>Answers.</summary>
    ValueTask HandleAsync(HttpEndpointFaultContext context);
}

/// <summary>The request, and the workflow that faulted.</summary>
/// <param name="HttpContext">The request.</param>
/// <param name="WorkflowState">Where the instance stands.</param>
/// <param name="CancellationToken">Cancelled when the sender is gone.</param>
public record HttpEndpointFaultContext(HttpContext HttpContext, WorkflowState WorkflowState, CancellationToken CancellationToken);
