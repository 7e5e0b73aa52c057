using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Server.Access;
using TapeFlows.Server.Api.Description;
using TapeFlows.Server.Api.Requests;
using TapeFlows.Testing;

namespace TapeFlows.Server.Tests.Api;

/// <summary>Walks all routes that there are, so that a new one cannot be forgotten.</summary>
public sealed class RouteWalkTests(ApiHosts hosts, PostgresServer postgres)
{
    private static readonly string[] Open = ["/api/auth/login"];

    // Who is allowed too little, by what is asked for.
    private static readonly Dictionary<string, string?> TooLow = new(StringComparer.Ordinal)
    {
        [Policies.View] = null,
        [Policies.Operate] = "viewer",
        [Policies.Edit] = "operator",
        [Policies.Administer] = "editor",
    };

    [Fact]
    public async Task Every_route_asks_who_calls_and_what_he_may()
    {
        var host = await hosts.GetAsync("SQLite", postgres);
        var seen = 0;
        foreach (var (route, method) in Routes(host))
        {
            var path = PathOf(route);
            if (Open.Contains(path))
                continue;
            seen++;
            var policy = route.Metadata.GetOrderedMetadata<IAuthorizeData>().LastOrDefault(data => data.Policy is not null)?.Policy;
            Assert.True(policy is not null && TooLow.ContainsKey(policy), $"{method} {path} asks for no policy");
            Assert.False(route.Metadata.GetMetadata<IAllowAnonymous>() is not null, $"{method} {path} is open to everybody");
            var nobody = (await host.As(null).SendAsync(method, path, BodyFor(method))).Problem(401, "unauthenticated");
            Assert.False(nobody.TryGetProperty("detail", out _));
            if (TooLow[policy!] is { } role)
            {
                var refused = (await host.As(role).SendAsync(method, path, BodyFor(method))).Problem(403, "forbidden");
                Assert.False(refused.TryGetProperty("detail", out _));
            }
        }

        Assert.True(seen > 50, $"{seen} routes only");
    }

    [Fact]
    public async Task Every_route_refuses_too_large_a_body()
    {
        var host = await hosts.GetAsync("SQLite", postgres);
        var admin = host.As("admin");
        foreach (var (route, method) in Routes(host).Where(item => item.Method != HttpMethod.Get))
        {
            var limit = (route.Metadata.GetMetadata<IRequestSizeLimitMetadata>() ?? throw new InvalidOperationException($"{PathOf(route)} has no limit")).MaxRequestBodySize!.Value;
            var body = $$"""{ "task_name": "{{new string('x', (int)limit)}}" }""";
            // Asked first, the server refuses before it is sent.
            (await admin.SendAsync(method, PathOf(route), body, ("Expect", "100-continue"))).Problem(413, "too-large");
        }
    }

    [Fact]
    public async Task Every_route_that_reads_a_body_refuses_what_is_none()
    {
        var host = await hosts.GetAsync("SQLite", postgres);
        var admin = host.As("admin");
        foreach (var (route, method) in Routes(host).Where(item => item.Route.Metadata.GetMetadata<IAcceptsMetadata>() is not null))
        {
            (await admin.SendAsync(method, PathOf(route), "{ not json")).Problem(400, "malformed-json");
            (await admin.SendAsync(method, PathOf(route), """{ "no_such_field": 1 }""")).Problem(400, "invalid-fields");
        }
    }

    [Fact]
    public async Task Every_route_with_a_query_names_what_it_does_not_know()
    {
        var host = await hosts.GetAsync("SQLite", postgres);
        var admin = host.As("admin");
        foreach (var (route, method) in Routes(host).Where(item => item.Route.Metadata.GetMetadata<QueryShape>() is not null))
        {
            var problem = (await admin.SendAsync(method, PathOf(route) + "?no_such=1", BodyFor(method))).Problem(400, "invalid-fields");
            Assert.Equal("no_such", problem.GetProperty("errors").EnumerateObject().Single().Name);
        }
    }

    [Fact]
    public async Task Every_route_to_something_answers_404_where_it_is_not()
    {
        var host = await hosts.GetAsync("SQLite", postgres);
        var admin = host.As("admin");
        foreach (var (route, method) in Routes(host).Where(item => item.Route.RoutePattern.Parameters.Count > 0 && item.Route.Metadata.GetMetadata<BodyExample>() is null))
        {
            if (PathOf(route).StartsWith("/api/backups", StringComparison.Ordinal) || PathOf(route).StartsWith("/openapi", StringComparison.Ordinal))
                continue;
            (await admin.SendAsync(method, PathOf(route), BodyFor(method))).Problem(404, "not-found");
        }
    }

    private static string? BodyFor(HttpMethod method) => method == HttpMethod.Get || method == HttpMethod.Delete ? null : "{}";

    private static IEnumerable<(RouteEndpoint Route, HttpMethod Method)> Routes(ApiHost host) =>
        from route in host.Host.Services.GetServices<EndpointDataSource>().Concat(((IEndpointRouteBuilder)host.Host).DataSources).SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Distinct()
        where route.RoutePattern.RawText is { } text && (text.StartsWith("/api", StringComparison.Ordinal) || text.StartsWith("/openapi", StringComparison.Ordinal))
        from method in route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        where method != "HEAD"
        select (route, new HttpMethod(method));

    private static string PathOf(RouteEndpoint route)
    {
        var path = new StringBuilder();
        foreach (var segment in route.RoutePattern.PathSegments)
        {
            path.Append('/');
            foreach (var part in segment.Parts)
            {
                path.Append(part switch
                {
                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "documentName" } => "v1",
                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart => Guid.Empty.ToString(),
                    _ => throw new NotSupportedException(),
                });
            }
        }

        return path.ToString();
    }
}
