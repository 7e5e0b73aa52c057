using System.Reflection;
using Elsa.Resilience.Entities;
using Elsa.Resilience.Serialization;
using Elsa.Workflows.Api.Hosting;
using Microsoft.AspNetCore.Http;

namespace Elsa.Resilience.Endpoints;

/// <summary>The strategies that activities may name, and the attempts that they made.</summary>
internal sealed class ResilienceEndpoints(IResilienceStrategyCatalog catalog, IRetryAttemptReader attempts, ResilienceStrategySerializer serializer)
{
    public static void Map(ApiRoutes routes)
    {
        routes.Get<ResilienceEndpoints>("resilience/strategies", (x, request) => x.ListStrategiesAsync(request), "read:*", "read:resilience", "read:resilience:strategies");
        routes.Get<ResilienceEndpoints>("resilience/retries/{activityInstanceId}", (x, request) => x.ListRetriesAsync(request), "read:*", "read:resilience", "read:resilience:retries");
    }

    // As recorded, letters count: HTTP is a category, http is none.
    private async Task<IResult> ListStrategiesAsync(ApiRequest request)
    {
        var category = request.Text("category");
        var items = (await catalog.ListAsync(request.Aborted)).Where(x => category is null || CategoryOf(x) is not { } own || string.Equals(own, category, StringComparison.Ordinal)).ToList();
        return Answers.Json(new ListAnswer<IResilienceStrategy>(items), serializer.SerializerOptions);
    }

    private static string? CategoryOf(IResilienceStrategy strategy) => strategy.GetType().GetCustomAttribute<ResilienceCategoryAttribute>()?.Category;

    private async Task<IResult> ListRetriesAsync(ApiRequest request)
    {
        var page = await attempts.ReadAttemptsAsync(request.Route("activityInstanceId"), request.Page(), request.Aborted);
        return request.Answer(new { Items = (IEnumerable<RetryAttemptRecord>)page.Items, page.TotalCount, Links = Array.Empty<object>() });
    }
}
