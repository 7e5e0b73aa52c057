using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Server.Tests.Api;

namespace TapeFlows.Server.Tests.Access;

/// <summary>No endpoint is open by accident: all that the host has are called by a stranger.</summary>
public sealed class EveryEndpointTests(OwnHosts servers) : IClassFixture<OwnHosts>
{
    // What strangers may reach, and why: monitors and browsers have no token yet; signed links are their own proof (routes.txt of Elsa says anonymous).
    private static readonly string[] Open =
    [
        "GET /health", "GET /health/live", "GET /health/ready", "GET /favicon.ico", "HEAD /favicon.ico",
        "POST /api/auth/login",
        "GET /elsa/api/package/version", "GET /elsa/api/bookmarks/resume", "POST /elsa/api/bookmarks/resume", "GET /elsa/api/events/trigger",
    ];

    [Fact]
    public async Task A_stranger_reaches_nothing_but_what_is_meant_for_strangers()
    {
        var server = servers[ApiHost.Sqlite];
        var stranger = server.With();
        var endpoints = Endpoints(server).ToList();
        Assert.True(endpoints.Count > 20, $"Only {endpoints.Count} endpoints were found.");
        var failures = new List<string>();
        foreach (var (method, pattern, _) in endpoints.Where(endpoint => !Open.Contains($"{endpoint.Method} {endpoint.Pattern}")))
        {
            var answer = await stranger.SendAsync(new HttpMethod(method), Example(pattern), method is "POST" or "PUT" or "PATCH" ? "{}" : null);
            if (answer.Status != 401)
                failures.Add($"{method} {pattern}: {answer.Status}");
        }

        Assert.Empty(failures);
    }

    [Fact]
    public void What_is_open_says_so_itself()
    {
        var open = Endpoints(servers[ApiHost.Sqlite]).Where(endpoint => endpoint.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(endpoint => $"{endpoint.Method} {endpoint.Pattern}");
        Assert.Empty(open.Except(Open));
    }

    [Fact]
    public async Task A_browser_that_looks_for_an_icon_is_not_asked_to_sign_in() =>
        Assert.Equal(404, (await servers[ApiHost.Sqlite].With().GetAsync("/favicon.ico")).Status);

    private static IEnumerable<(string Method, string Pattern, RouteEndpoint Endpoint)> Endpoints(ApiHost server) =>
        from endpoint in server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (method, "/" + endpoint.RoutePattern.RawText!.TrimStart('/').TrimEnd('/'), endpoint);

    // A value for each parameter of a pattern.
    private static string Example(string pattern) =>
        Regex.Replace(pattern, @"\{[^}]*\}", match => match.Value.Contains("guid", StringComparison.Ordinal) ? Guid.Empty.ToString() : "1", RegexOptions.None, TimeSpan.FromSeconds(1));
}
