using Elsa.Workflows.Activities;
using Microsoft.AspNetCore.Http;

namespace Elsa.Http;

/// <summary>Says who may use an endpoint that asks for authorisation.</summary>
public interface IHttpEndpointAuthorizationHandler
{
    /// <summary>Whether the sender may.</summary>
    ValueTask<bool> AuthorizeAsync(AuthorizeHttpEndpointContext context);
}

/// <summary>Who wants to use which endpoint.</summary>
/// <param name="HttpContext">The request.</param>
/// <param name="Workflow">The workflow.</param>
/// <param name="Policy">The policy that the endpoint names.</param>
public record AuthorizeHttpEndpointContext(HttpContext HttpContext, Workflow Workflow, string? Policy = null);
