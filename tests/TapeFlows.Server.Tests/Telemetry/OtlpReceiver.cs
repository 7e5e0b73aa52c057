using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TapeFlows.Server.Tests.Telemetry;

/// <summary>A collector of traces and metrics, as small as can be: OTLP over HTTP as protobuf (opentelemetry.io/docs/specs/otlp), kept in memory.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly ConcurrentQueue<ReceivedSpan> _spans = new();
    private int _metrics;

    private OtlpReceiver(WebApplication host) => _host = host;

    public Uri Address => new(_host.Urls.First());

    public IReadOnlyCollection<ReceivedSpan> Spans => _spans;

    /// <summary>How many times metrics came.</summary>
    public int Metrics => Volatile.Read(ref _metrics);

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new OtlpReceiver(builder.Build());
        receiver._host.MapPost("/v1/traces", receiver.TakeTracesAsync);
        receiver._host.MapPost("/v1/metrics", receiver.TakeMetricsAsync);
        await receiver._host.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task TakeTracesAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Assert.Equal("application/x-protobuf", context.Request.ContentType);
        // ExportTraceServiceRequest.resource_spans, ResourceSpans.scope_spans, ScopeSpans.spans
        foreach (var span in Fields(body.ToArray(), 1).SelectMany(resource => Fields(resource, 2)).SelectMany(scope => Fields(scope, 2)))
            _spans.Enqueue(ReceivedSpan.Read(span));
        context.Response.ContentType = "application/x-protobuf";
    }

    private async Task TakeMetricsAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        Interlocked.Increment(ref _metrics);
        context.Response.ContentType = "application/x-protobuf";
    }

    /// <summary>The values of a field of a protobuf message, where they are of a length that is told.</summary>
    internal static IEnumerable<byte[]> Fields(byte[] message, int wanted)
    {
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message, ref at);
            switch (tag & 7)
            {
                case 0:
                    Varint(message, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    if (tag >> 3 == (ulong)wanted)
                        yield return message[at..(at + length)];
                    at += length;
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    throw new FormatException($"Wire type {tag & 7}");
            }
        }
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
    }
}

/// <summary>A span as a collector got it.</summary>
internal sealed record ReceivedSpan(string Name, string Trace, string Id, string Parent, IReadOnlyList<string> LinkedTraces, IReadOnlyDictionary<string, string> Tags)
{
    public static ReceivedSpan Read(byte[] span) => new(
        Text(span, 5), Hex(span, 1), Hex(span, 2), Hex(span, 4), [.. OtlpReceiver.Fields(span, 13).Select(link => Hex(link, 1))],
        OtlpReceiver.Fields(span, 9).ToDictionary(tag => Text(tag, 1), tag => Text(OtlpReceiver.Fields(tag, 2).FirstOrDefault([]), 1), StringComparer.Ordinal));

    private static string Text(byte[] message, int field) => Encoding.UTF8.GetString(OtlpReceiver.Fields(message, field).FirstOrDefault([]));

    private static string Hex(byte[] message, int field) => Convert.ToHexStringLower(OtlpReceiver.Fields(message, field).FirstOrDefault([]));
}
