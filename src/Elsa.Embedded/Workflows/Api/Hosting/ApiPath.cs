using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Elsa.Workflows.Api.Hosting;

/// <summary>Where the routes are.</summary>
internal static class ApiPath
{
    public static string Of(HttpContext http) => "/" + http.RequestServices.GetRequiredService<IOptions<ApiEndpointOptions>>().Value.RoutePrefix.Trim('/');
}
