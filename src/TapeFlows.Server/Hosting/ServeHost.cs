using Elsa.Extensions;
using TapeFlows.Server.Access;
using TapeFlows.Server.Access.Audit;
using TapeFlows.Server.Api;
using TapeFlows.Server.Composition;
using TapeFlows.Server.Data;
using TapeFlows.Server.Pages;
using TapeFlows.Server.Telemetry;

namespace TapeFlows.Server.Hosting;

/// <summary>The host behind <c>tapeflows serve</c>: the engine with its clock, its queues and its HTTP endpoints.</summary>
internal static class ServeHost
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(30);

    /// <summary>Builds it.</summary>
    /// <param name="station">What it serves.</param>
    /// <param name="urls">Where to listen.</param>
    /// <param name="log">Where to log what is done.</param>
    public static WebApplication Build(Station station, string urls, LogFile log)
    {
        // Nothing is read from the working directory: what is configured there may belong to another program.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        var addresses = urls.Split(';');
        ServedDrives.Check(station);
        var proxies = TrustedProxies.Read(station.Settings.Server);
        builder.WebHost.UseUrls(addresses);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.WebHost.UseCertificate(station, addresses);
        builder.Configuration.AddEngine(station.Settings.Engine);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopPatience);
        log.AddTo(builder.Logging);
        builder.Services.AddSingleton(station);
        builder.Services.AddProcedures(station, ServedNode.Of(station.Settings, addresses[0]));
        builder.Services.AddTapeWork(station);
        builder.Services.AddAccess(station);
        builder.Services.AddApi();
        builder.Services.AddTelemetry(station);
        if (station.Settings.Server.HasPages(Environment.GetEnvironmentVariable))
            builder.Services.AddPages();
        builder.Services.AddHealthChecks()
            .AddCheck<CatalogHealth>("catalog", tags: [HealthEndpoints.Readiness])
            .AddCheck<LibraryHealth>("library", tags: [HealthEndpoints.Readiness])
            .AddCheck<SchedulerHealth>("scheduler", tags: [HealthEndpoints.Readiness]);
        var host = builder.Build();
        host.UseTrustedProxies(proxies);
        host.UseAuthentication();
        host.UseTriggers(station.Settings.Server);
        host.UseAuthorization();
        host.UseMiddleware<EngineAudit>();
        host.MapHealth();
        host.MapPages();
        host.MapApi();
        host.MapMetrics();
        host.UseWorkflowsApi();
        host.UseWorkflowsSignalRHubs();
        return host;
    }

    // The designer's pages are below the same path as the HTTP endpoints of workflows (it goes there by itself): what is mapped comes first.
    private static void UseTriggers(this WebApplication host, ServerSettings settings)
    {
        var open = settings.HasOpenTriggers(Environment.GetEnvironmentVariable);
        host.UseWhen(context => context.GetEndpoint() is null, rest =>
        {
            if (!open)
                rest.UseMiddleware<LocalCallers>();
            rest.UseWorkflows();
        });
    }
}
