using Elsa.Http.Exceptions;
using Elsa.Http.Middleware;
using Microsoft.AspNetCore.Http;

namespace Elsa.Http.Handlers;

/// <summary>Says that the workflow failed and which instance it was; what failed is for those who may read its journal.</summary>
public sealed class DefaultHttpEndpointFaultHandler : IHttpEndpointFaultHandler
{
    /// <inheritdoc />
    public async ValueTask HandleAsync(HttpEndpointFaultContext context)
    {
        var state = context.WorkflowState;
        if (state.Incidents.FirstOrDefault(x => x.Exception?.Type == typeof(HttpBadRequestException)) is { } bad)
            await Problems.WriteAsync(context.HttpContext.Response, StatusCodes.Status400BadRequest, bad.Message, state.Id);
        else
            await Problems.WriteAsync(context.HttpContext.Response, StatusCodes.Status500InternalServerError, "The workflow failed. Its journal says why.", state.Id);
    }
}
