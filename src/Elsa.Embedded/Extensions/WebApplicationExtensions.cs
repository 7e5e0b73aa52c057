using Elsa.Alterations.Core.Contracts;
using Elsa.Alterations.Endpoints;
using Elsa.Expressions.JavaScript.Endpoints;
using Elsa.Expressions.JavaScript.TypeDefinitions.Contracts;
using Elsa.Resilience;
using Elsa.Resilience.Endpoints;
using Elsa.Workflows.Api;
using Elsa.Workflows.Api.Definitions;
using Elsa.Workflows.Api.Descriptors;
using Elsa.Workflows.Api.Executions;
using Elsa.Workflows.Api.Hosting;
using Elsa.Workflows.Api.Instances;
using Elsa.Workflows.Api.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Elsa.Extensions;

/// <summary>Adds the REST API to a host.</summary>
public static class WebApplicationExtensions
{
    /// <summary>Maps the routes below a path. Each asks for somebody who is signed in and has the permission for it, as claims of the type <see cref="PermissionNames.ClaimType"/>.</summary>
    public static IApplicationBuilder UseWorkflowsApi(this IApplicationBuilder app, string routePrefix = "elsa/api")
    {
        if (app is IEndpointRouteBuilder routes)
            routes.MapWorkflowsApi(routePrefix);
        else
            app.UseEndpoints(x => x.MapWorkflowsApi(routePrefix));
        return app;
    }

    /// <summary>Maps the routes below a path. Each asks for somebody who is signed in and has the permission for it, as claims of the type <see cref="PermissionNames.ClaimType"/>.</summary>
    public static IEndpointRouteBuilder MapWorkflowsApi(this IEndpointRouteBuilder routes, string routePrefix = "elsa/api")
    {
        routes.ServiceProvider.GetRequiredService<IOptions<ApiEndpointOptions>>().Value.RoutePrefix = routePrefix;
        var api = new ApiRoutes(routes.MapGroup(routePrefix));
        FeatureDescriptors.Map(api);
        ActivityDescriptors.Map(api);
        TypeDescriptors.Map(api);
        StrategyDescriptors.Map(api);
        DefinitionQueries.Map(api);
        DefinitionCommands.Map(api);
        DefinitionDeletion.Map(api);
        DefinitionExports.Map(api);
        DefinitionImports.Map(api);
        DefinitionGraphs.Map(api);
        DefinitionRuns.Map(api);
        DefinitionRefresh.Map(api);
        InstanceQueries.Map(api);
        InstanceVariables.Map(api);
        InstanceJournals.Map(api);
        InstanceCommands.Map(api);
        InstanceFiles.Map(api);
        ActivityExecutions.Map(api);
        ActivityTests.Map(api);
        EventsAndTasks.Map(api);
        TokenBearers.Map(api);
        DeadLetters.Map(api);
        RuntimeAdmin.Map(api);
        MapFeatures(api, routes.ServiceProvider.GetRequiredService<IServiceProviderIsService>());
        return routes;
    }

    // What is not switched on has no routes.
    private static void MapFeatures(ApiRoutes api, IServiceProviderIsService services)
    {
        if (services.IsService(typeof(IAlterationRunner)))
            AlterationEndpoints.Map(api);
        if (services.IsService(typeof(IResilienceStrategyCatalog)))
            ResilienceEndpoints.Map(api);
        if (services.IsService(typeof(ITypeDefinitionService)))
            TypeDefinitionEndpoint.Map(api);
    }
}
