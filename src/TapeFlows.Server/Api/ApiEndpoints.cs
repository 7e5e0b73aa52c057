using TapeFlows.Server.Access;
using TapeFlows.Server.Access.Routes;
using TapeFlows.Server.Api.Administration;
using TapeFlows.Server.Api.Backup;
using TapeFlows.Server.Api.Description;
using TapeFlows.Server.Api.Library;
using TapeFlows.Server.Api.Media;
using TapeFlows.Server.Api.Older;
using TapeFlows.Server.Api.Operations;
using TapeFlows.Server.Api.Operator;
using TapeFlows.Server.Api.Problems;
using TapeFlows.Server.Api.Procedures;
using TapeFlows.Server.Api.Requests;
using TapeFlows.Server.Api.Tasks;

namespace TapeFlows.Server.Api;

/// <summary>The API of this product below <c>/api</c>: its table of contents. Every route asks for a policy of <see cref="Policies"/>; without one of its own it is that of administrators.</summary>
internal static class ApiEndpoints
{
    /// <summary>The most bytes of a body, where a route says nothing else.</summary>
    public const int LargestBody = 1 << 20;

    /// <summary>Adds what the routes need besides what they work with.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(ApiJson.Use);
        services.AddTransient<IStartupFilter, ProblemAnswersFirst>();
        services.AddSingleton<ConfigurationDesk>();
        services.AddOpenApi(ApiDocument.Name, ApiDocument.Describe);
        return services;
    }

    /// <summary>Maps the routes.</summary>
    public static void MapApi(this WebApplication host)
    {
        host.MapOpenApi("/openapi/{documentName}.json").RequireAuthorization(Policies.View);
        var api = host.MapGroup("/api").WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(LargestBody)).AddEndpointFilter(BodyLimit.CheckAsync);
        api.MapAccess();
        api.MapScheduler();
        api.MapOperations();
        api.MapBackup();
        api.MapMedia();
        api.MapLibrary();
        api.MapOperator();
        api.MapProcedures();
        api.MapSystem();
        api.MapOlder();
    }
}
