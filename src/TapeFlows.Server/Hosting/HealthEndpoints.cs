using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using TapeFlows.Server.Api;
using TapeFlows.Server.Composition;

namespace TapeFlows.Server.Hosting;

/// <summary><c>/health</c> for people and monitors, <c>/health/live</c> and <c>/health/ready</c> for orchestrators.</summary>
internal static class HealthEndpoints
{
    /// <summary>The tag of checks that must pass before work is sent here.</summary>
    public const string Readiness = "ready";

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        Map(endpoints, "/health", new HealthCheckOptions());
        // Alive means that the process answers: a database that is away is no reason to restart it.
        Map(endpoints, "/health/live", new HealthCheckOptions { Predicate = _ => false });
        Map(endpoints, "/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Readiness) });
    }

    private static void Map(IEndpointRouteBuilder endpoints, string path, HealthCheckOptions options)
    {
        options.ResponseWriter = WriteAsync;
        endpoints.MapHealthChecks(path, options).AllowAnonymous();
    }

    // Monitors need no sign-in to learn how it is. Why it is so names folders and hosts: that is for who is known.
    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var isKnown = context.User.Identity?.IsAuthenticated == true;
        var checks = report.Entries.Select(entry => new HealthLine(entry.Key, Word(entry.Value.Status), isKnown ? entry.Value.Description : null));
        var version = typeof(HealthEndpoints).Assembly.GetName().Version?.ToString(3);
        return Results.Json(new HealthView(Word(report.Status), version, Engine.Name, [.. checks]), ApiJson.Options, statusCode: context.Response.StatusCode).ExecuteAsync(context);
    }

    private static string Word(HealthStatus status) => status.ToString().ToLowerInvariant();
}

/// <summary>How the server is.</summary>
/// <param name="Status">healthy, degraded or unhealthy.</param>
/// <param name="Version">Of the program.</param>
/// <param name="Engine">Which engine runs the workflows.</param>
/// <param name="Checks">How its parts are.</param>
internal sealed record HealthView(string Status, string? Version, string Engine, IReadOnlyList<HealthLine> Checks);

/// <summary>How a part of the server is.</summary>
/// <param name="Name">Which.</param>
/// <param name="Status">healthy, degraded or unhealthy.</param>
/// <param name="Reason">Why, or what there is; null: nothing to say, or not to this caller.</param>
internal sealed record HealthLine(string Name, string Status, string? Reason);
