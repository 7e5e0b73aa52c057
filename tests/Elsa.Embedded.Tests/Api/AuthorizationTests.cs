using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Elsa.Embedded.Tests.Api;

/// <summary>Nobody gets anywhere without the permission for it.</summary>
public sealed class AuthorizationTests
{
    private static readonly string[] Anonymous = ["package/version", "bookmarks/resume", "events/trigger"];

    [Fact]
    public async Task Every_route_refuses_nobody_and_somebody_without_permission()
    {
        await using var host = await ApiHost.StartAsync();
        var checkedRoutes = 0;
        foreach (var endpoint in host.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            if (!pattern.StartsWith("/elsa/", StringComparison.Ordinal) || Anonymous.Any(x => pattern.EndsWith(x, StringComparison.Ordinal)))
                continue;
            var path = System.Text.RegularExpressions.Regex.Replace(pattern, @"\{[^}]+\}", "1", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                Assert.Equal((path, 401), (path, (await host.SendAsync(method, path, (string?)null, permissions: null)).Status));
                Assert.Equal((path, 403), (path, (await host.SendAsync(method, path, (string?)null, permissions: "read:nothing")).Status));
                checkedRoutes++;
            }
        }

        Assert.True(checkedRoutes > 80, $"{checkedRoutes} routes");
    }

    [Fact]
    public async Task One_permission_of_those_that_a_route_names_is_enough()
    {
        await using var host = await ApiHost.StartAsync();

        Assert.Equal(200, (await host.GetAsync("descriptors/variables", "read:variable-descriptors")).Status);
        Assert.Equal(200, (await host.GetAsync("descriptors/variables", "read:*")).Status);
        Assert.Equal(403, (await host.GetAsync("workflow-definitions", "read:*")).Status);
        Assert.Equal(200, (await host.GetAsync("package/version", permissions: null)).Status);
    }

    [Fact]
    public async Task Unknown_routes_and_methods_are_answered_as_such()
    {
        await using var host = await ApiHost.StartAsync();

        Assert.Equal(404, (await host.GetAsync("nope")).Status);
        var answer = await host.SendAsync("DELETE", "features/installed");
        Assert.Equal((405, "GET"), (answer.Status, answer.Headers["Allow"]));
    }

    [Fact]
    public async Task Bodies_that_are_too_long_are_refused()
    {
        await using var host = await ApiHost.StartAsync();
        var answer = await host.PostAsync("workflow-instances", $$"""{"searchTerm":"{{new string('x', 1 << 20)}}"}""");
        Assert.Equal(413, answer.Status);
    }
}
