using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using TapeFlows.Server.Access;
using TapeFlows.Server.Composition;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Telemetry;

/// <summary>What the server tells of itself: metrics as text for whoever asks, metrics and traces by OTLP to a collector.</summary>
internal static class TelemetryExtensions
{
    private const string OurSources = "TapeFlows.*";

    /// <summary>Adds it.</summary>
    /// <exception cref="UsageException">There is no such protocol.</exception>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, Station station)
    {
        services.AddSingleton<HouseGauges>();
        services.AddSingleton<HouseLook>();
        services.AddHostedService<HouseWatch>();
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                "tapeflows", serviceVersion: typeof(TelemetryExtensions).Assembly.GetName().Version?.ToString(3), autoGenerateServiceInstanceId: false, serviceInstanceId: ServedNode.NameIn(station.Settings)))
            .WithMetrics(metrics => metrics
                .AddMeter(OurSources, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
                .AddRuntimeInstrumentation()
                .AddPrometheusExporter());
        if (CollectorOf(station) is not { } collector)
            return services;
        telemetry.WithTracing(traces => traces.AddSource(OurSources).AddAspNetCoreInstrumentation(requests => requests.Filter = context => !IsLook(context)));
        telemetry.UseOtlpExporter(ProtocolOf(station), collector);
        return services;
    }

    /// <summary>Maps <c>/metrics</c>, in the text format of Prometheus. Who asks shows a key: in Prometheus <c>authorization: { credentials: tfk_... }</c>.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes) => routes.MapPrometheusScrapingEndpoint("/metrics").RequireAuthorization(Policies.View).ExcludeFromDescription();

    private static Uri? CollectorOf(Station station) =>
        Uri.TryCreate(Environment.GetEnvironmentVariable(TelemetrySettings.OtlpVariable), UriKind.Absolute, out var given) ? given : station.Settings.Telemetry.Otlp;

    private static OtlpExportProtocol ProtocolOf(Station station) => (Environment.GetEnvironmentVariable(TelemetrySettings.ProtocolVariable) is { Length: > 0 } given ? given : station.Settings.Telemetry.OtlpProtocol) switch
    {
        "grpc" => OtlpExportProtocol.Grpc,
        "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
        var other => throw new UsageException($"'{other}' is no protocol of a collector: write grpc or http/protobuf as telemetry.otlp_protocol, or in {TelemetrySettings.ProtocolVariable}."),
    };

    // Monitors that look every few seconds would be most of what is traced.
    private static bool IsLook(HttpContext context) => context.Request.Path.StartsWithSegments("/health") || context.Request.Path.StartsWithSegments("/metrics");
}
