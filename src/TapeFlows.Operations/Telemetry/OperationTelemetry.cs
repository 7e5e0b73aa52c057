using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using TapeFlows.Backup.Streaming;

namespace TapeFlows.Operations.Telemetry;

/// <summary>What a node tells of its operations: counts and durations, bytes as they pass, a span for each turn at one, and the names that belong to all that is logged meanwhile.</summary>
internal static class OperationTelemetry
{
    /// <summary>The name of the meter and of the source of spans.</summary>
    public const string Name = "TapeFlows.Operations";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Ended = Meter.CreateCounter<long>("tapeflows.operations", "{operation}", "Operations that ended, by kind and state.");
    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>("tapeflows.operation.duration", "s", "From the first attempt of an operation to its end, by kind and state.");
    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("tapeflows.operation.retries", "{attempt}", "Further attempts after trouble with a device.");
    private static readonly Counter<long> Bytes = Meter.CreateCounter<long>("tapeflows.operation.bytes", "By", "Bytes of files that passed, by kind of operation.");
    private static readonly UpDownCounter<int> Running = Meter.CreateUpDownCounter<int>("tapeflows.operations.running", "{operation}", "Operations that this node works on, by kind.");

    private static readonly Func<ILogger, Guid, string, OperationKind, IDisposable?> Scope = LoggerMessage.DefineScope<Guid, string, OperationKind>("Operation {Operation} of run {Run}: {Kind}");
    private static readonly Func<ILogger, string, IDisposable?> VolumeScope = LoggerMessage.DefineScope<string>("Volume {Volume}");

    /// <summary>The span that goes on here, as the <c>traceparent</c> of W3C Trace Context; <see langword="null"/>: none.</summary>
    public static string? CurrentTrace => Activity.Current is { IdFormat: ActivityIdFormat.W3C } span ? span.Id : null;

    /// <summary>Begins a turn at an operation. What is logged until it is disposed carries its names.</summary>
    /// <remarks>The span of the first attempt is a child of the one in which the operation was asked for. A further attempt may come days later, on another node: it has a trace of its own, linked to that.</remarks>
    public static IDisposable Begin(Operation operation, ILogger logger) => new Turn(operation, logger);

    /// <summary>An operation came to its end.</summary>
    public static void End(Operation operation)
    {
        var tags = new TagList { { "kind", Word(operation.Kind) }, { "state", operation.State.ToString().ToLowerInvariant() } };
        Ended.Add(1, tags);
        if (operation is { StartedAt: { } began, EndedAt: { } ended })
            Durations.Record((ended - began).TotalSeconds, tags);
        Activity.Current?.SetStatus(operation.State == OperationState.Failed ? ActivityStatusCode.Error : ActivityStatusCode.Ok, operation.State == OperationState.Failed ? operation.Problem : null);
    }

    /// <summary>An attempt failed, and another one begins.</summary>
    public static void Retry(Operation operation) => Retries.Add(1, new KeyValuePair<string, object?>("kind", Word(operation.Kind)));

    /// <summary>More has passed.</summary>
    /// <param name="kind">In an operation of this kind.</param>
    /// <param name="before">What had passed when this was last called; none at first. More than now: it began anew.</param>
    /// <param name="report">What has passed by now.</param>
    public static void Pass(OperationKind kind, ProgressReport? before, ProgressReport report)
    {
        var passed = before is { } earlier && earlier.Bytes <= report.Bytes ? report.Bytes - earlier.Bytes : report.Bytes;
        if (passed > 0)
            Bytes.Add(passed, new KeyValuePair<string, object?>("kind", Word(kind)));
    }

    // Mounts, unloads and verifications name a volume; others choose it, or have it from the mount of their run.
    private static string? VolumeOf(Operation operation)
    {
        using var request = JsonDocument.Parse(operation.Request);
        return request.RootElement.ValueKind != JsonValueKind.Object ? null
            : request.RootElement.EnumerateObject().FirstOrDefault(field => field.NameEquals("barcode") || field.NameEquals("Barcode")).Value is { ValueKind: JsonValueKind.String } barcode ? barcode.GetString() : null;
    }

    private static string Word(OperationKind kind) => kind.ToString().ToLowerInvariant();

    private sealed class Turn : IDisposable
    {
        private readonly KeyValuePair<string, object?> _kind;
        private readonly IDisposable? _scope;
        private readonly IDisposable? _volume;
        private readonly Activity? _outer = Activity.Current;
        private readonly Activity? _span;

        public Turn(Operation operation, ILogger logger)
        {
            _kind = new KeyValuePair<string, object?>("kind", Word(operation.Kind));
            _scope = Scope(logger, operation.Id, operation.Run, operation.Kind);
            var volume = VolumeOf(operation);
            _volume = volume is null ? null : VolumeScope(logger, volume);
            _span = Begin(operation);
            _span?.SetTag("tapeflows.operation", operation.Id).SetTag("tapeflows.run", operation.Run).SetTag("tapeflows.volume", volume).SetTag("tapeflows.attempt", operation.Attempts);
            Running.Add(1, _kind);
        }

        // Whatever takes turns from the queue is no part of the operation.
        private static Activity? Begin(Operation operation)
        {
            Activity.Current = null;
            var name = $"operation {Word(operation.Kind)}";
            if (!ActivityContext.TryParse(operation.Trace, traceState: null, isRemote: true, out var origin))
                return Source.StartActivity(name, ActivityKind.Consumer);
            return operation.Attempts <= 1
                ? Source.StartActivity(name, ActivityKind.Consumer, origin)
                : Source.StartActivity(name, ActivityKind.Consumer, parentContext: default, links: [new ActivityLink(origin)]);
        }

        public void Dispose()
        {
            Running.Add(-1, _kind);
            _span?.Dispose();
            Activity.Current = _outer;
            _volume?.Dispose();
            _scope?.Dispose();
        }
    }
}
