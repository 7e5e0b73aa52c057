using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using TapeFlows.Server.Access;
using TapeFlows.Server.Api.Description;
using TapeFlows.Server.Api.Requests;
using TapeFlows.Server.Composition;
using TapeFlows.Server.Data;
using TapeFlows.Server.Telemetry;

namespace TapeFlows.Server.Api.Administration;

/// <summary><c>/api/system</c>: the server itself.</summary>
internal static class SystemEndpoints
{
    private const int LargestConfiguration = 32 << 20;

    public static void MapSystem(this IEndpointRouteBuilder api)
    {
        var system = api.MapGroup("/system").WithTags("System");
        system.MapGet("/version", Version).RequireAuthorization(Policies.View).Answers<VersionView>();
        system.MapGet("/health", HealthAsync).RequireAuthorization(Policies.View).Answers<HealthView>().Answers<HealthView>(StatusCodes.Status503ServiceUnavailable);
        system.MapGet("/metrics", MetricsAsync).RequireAuthorization(Policies.View).Answers<MetricsView>();
        system.MapGet("/settings", Settings).RequireAuthorization(Policies.Administer).Answers<JsonObject>();
        system.MapGet("/configuration", ExportAsync).RequireAuthorization(Policies.Administer).Answers<ConfigurationDocument>();
        system.MapPost("/configuration", ImportAsync).RequireAuthorization(Policies.Administer).WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(LargestConfiguration))
            .Answers<ConfigurationChanges>().Refuses(400, 409).Example(ConfigurationDocument.Example);
    }

    /// <summary>Says what this server is.</summary>
    public static IResult Version(Station station) =>
        Results.Ok(new VersionView(typeof(SystemEndpoints).Assembly.GetName().Version!.ToString(3), Engine.Name, ServedNode.NameIn(station.Settings), Environment.Version.ToString()));

    /// <summary>Whether all is well, each part with its reason if not; 503 when the server cannot work.</summary>
    public static async Task<IResult> HealthAsync(HealthCheckService health, CancellationToken cancellationToken)
    {
        var view = HealthView.Of(await health.CheckHealthAsync(cancellationToken));
        return Results.Json(view, statusCode: view.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    /// <summary>The figures of the moment: what waits and works over all nodes, what is in the drives, what this process takes. For Prometheus there is /metrics, with counters and durations besides.</summary>
    public static async Task<IResult> MetricsAsync(HouseLook house, TimeProvider clock, CancellationToken cancellationToken)
    {
        var state = await house.LookAsync(cancellationToken);
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return Results.Ok(new MetricsView(
            (long)(clock.GetUtcNow().UtcDateTime - process.StartTime.ToUniversalTime()).TotalSeconds, process.WorkingSet64, state.RunningRuns, state.QueuedRuns, state.Operations,
            [.. state.Drives.Select(drive => new DriveMetric(drive.Name, drive.IsLoaded))]));
    }

    /// <summary>The settings in force, without what is secret. They are changed in settings.json and in the environment.</summary>
    public static IResult Settings(Station station) => Results.Ok(ShownSettings.Of(station.Settings));

    /// <summary>Writes down tasks, procedures and pools, and the settings without what is secret, to be kept, compared and restored.</summary>
    public static async Task<IResult> ExportAsync(ConfigurationDesk desk, CancellationToken cancellationToken) => Results.Ok(await desk.ExportAsync(cancellationToken));

    /// <summary>Restores pools, procedures and tasks: what is there under its name is changed to what the document says, what is not there is made, and nothing is deleted. Settings are not touched.</summary>
    public static async Task<IResult> ImportAsync(
        Body<ConfigurationBody> body, Query<ImportWish> query, ConfigurationDesk desk, IAuditLog audit, ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        var changes = await desk.ImportAsync(body.Value, query.Value.DryRun, cancellationToken);
        if (!query.Value.DryRun)
            await audit.WriteAsync(caller, "configuration.import", "configuration", before: null, changes, CancellationToken.None);
        return Results.Ok(changes);
    }
}

/// <summary>What this server is.</summary>
/// <param name="Version">Of the product.</param>
/// <param name="Engine">The workflow engine behind it.</param>
/// <param name="Node">Its name among the servers on one database.</param>
/// <param name="Runtime">The version of .NET.</param>
internal sealed record VersionView(string Version, string Engine, string Node, string Runtime);

/// <summary>How the server is.</summary>
/// <param name="Status">The worst of the checks.</param>
/// <param name="Checks">Each part.</param>
internal sealed record HealthView(HealthStatus Status, IReadOnlyList<CheckView> Checks)
{
    public static HealthView Of(HealthReport report) => new(report.Status, [.. report.Entries.Select(entry => new CheckView(entry.Key, entry.Value.Status, entry.Value.Description))]);
}

/// <summary>How a part of the server is.</summary>
/// <param name="Name">The part.</param>
/// <param name="Status">How it is.</param>
/// <param name="Reason">Why, or what there is to know.</param>
internal sealed record CheckView(string Name, HealthStatus Status, string? Reason);

/// <summary>The figures of the moment.</summary>
/// <param name="UptimeSeconds">Since this process began.</param>
/// <param name="MemoryBytes">What it has of the machine's memory.</param>
/// <param name="RunsRunning">Runs of tasks that go on, of all nodes.</param>
/// <param name="RunsQueued">Runs of tasks that wait, of all nodes.</param>
/// <param name="Operations">Operations that have not ended, of all nodes, by state; a thousand at most are counted.</param>
/// <param name="Drives">The drives of the library.</param>
internal sealed record MetricsView(long UptimeSeconds, long MemoryBytes, int RunsRunning, int RunsQueued, IReadOnlyDictionary<string, int> Operations, IReadOnlyList<DriveMetric> Drives);

/// <summary>A drive at the moment.</summary>
/// <param name="Drive">Its name.</param>
/// <param name="Loaded">Whether a volume is in it.</param>
internal sealed record DriveMetric(string Drive, bool Loaded);

/// <summary>How to import.</summary>
internal sealed record ImportWish
{
    /// <summary>Only say what would be done.</summary>
    public bool DryRun { get; init; }
}
