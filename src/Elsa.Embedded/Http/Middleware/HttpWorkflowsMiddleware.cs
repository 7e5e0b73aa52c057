using Elsa.Extensions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Http.Middleware;

/// <summary>Takes the requests below the base path of workflows.</summary>
internal sealed class HttpWorkflowsMiddleware(RequestDelegate next, IHttpEndpointBasePathProvider basePath)
{
    public Task InvokeAsync(HttpContext http) =>
        http.Request.Path.StartsWithSegments(basePath.GetBasePath(), StringComparison.OrdinalIgnoreCase, out var path)
            ? http.RequestServices.GetRequiredService<EndpointHandler>().HandleAsync(http, (path.Value ?? "").NormalizeRoute())
            : next(http);
}
