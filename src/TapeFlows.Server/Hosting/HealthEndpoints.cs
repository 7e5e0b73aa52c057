using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using TapeFlows.Server.Composition;

namespace TapeFlows.Server.Hosting;

/// <summary><c>/health</c> for people and monitors, <c>/health/live</c> and <c>/health/ready</c> for orchestrators.</summary>
internal static class HealthEndpoints
{
    /// <summary>The tag of checks that must pass before work is sent here.</summary>
    public const string Readiness = "ready";

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = WriteAsync });
        // Alive means that the process answers: a database that is away is no reason to restart it.
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync });
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Readiness), ResponseWriter = WriteAsync });
    }

    private static async Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteString("status", report.Status.ToString().ToLowerInvariant());
        writer.WriteString("version", typeof(HealthEndpoints).Assembly.GetName().Version?.ToString(3));
        writer.WriteString("engine", Engine.Name);
        writer.WriteStartObject("checks");
        foreach (var (name, entry) in report.Entries)
        {
            writer.WriteStartObject(name);
            writer.WriteString("status", entry.Status.ToString().ToLowerInvariant());
            if (entry.Description is { } description)
                writer.WriteString("description", description);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
