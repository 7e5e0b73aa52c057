using Elsa.Workflows.Api.Hosting;
using Elsa.Workflows.Api.RealTime.Hubs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Elsa.Extensions;

/// <summary>Adds live updates to a host.</summary>
public static class RealTimeApplicationBuilderExtensions
{
    private const string Path = "/elsa/hubs/workflow-instance";

    /// <summary>Maps the hub where Studio looks for it. It asks for somebody who is signed in and may read instances.</summary>
    public static IApplicationBuilder UseWorkflowsSignalRHubs(this IApplicationBuilder app)
    {
        if (app is IEndpointRouteBuilder routes)
            Map(routes);
        else
            app.UseEndpoints(Map);
        return app;
    }

    private static void Map(IEndpointRouteBuilder routes) =>
        routes.MapHub<WorkflowInstanceHub>(Path).RequireAuthorization(ApiRoutes.Needs("read:workflow-instances")).DisableCookieRedirect();
}
