using System.Collections.Concurrent;
using System.Diagnostics;
using TapeFlows.Catalog;
using TapeFlows.Operations.Host;

namespace TapeFlows.Operations.Tests.Telemetry;

/// <summary>Which trace the work at an operation belongs to.</summary>
public sealed class OperationTraceTests(Databases databases) : IClassFixture<Databases>, IDisposable
{
    private readonly ActivitySource _source = new("OperationTraceTests");
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener = new() { ShouldListenTo = source => source.Name is "OperationTraceTests" or "TapeFlows.Operations", Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded };

    public void Dispose()
    {
        _listener.Dispose();
        _source.Dispose();
    }

    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task The_first_attempt_is_in_the_trace_of_the_run_and_what_is_resumed_is_linked_to_it(CatalogProvider provider)
    {
        _listener.ActivityStopped = _ended.Enqueue;
        ActivitySource.AddActivityListener(_listener);
        var begun = 0;
        await using var node = await StartAsync(provider, new StubExecutor(async (_, stopping) =>
        {
            if (Interlocked.Increment(ref begun) == 1)
                await Task.Delay(Timeout.Infinite, stopping);
            return new OperationEnd(OperationOutcome.Done);
        }));
        Guid first;
        string trace;
        using (var run = _source.StartActivity("run")!)
        {
            first = (await node.Operations.EnqueueAsync(Nodes.Request("first"))).Id;
            trace = run.TraceId.ToHexString();
        }

        await Eventually.TrueAsync(() => Task.FromResult(begun == 1), "it begins");
        Assert.True(await node.Operations.PauseAsync(first));
        await node.Operations.InStateAsync(first, OperationState.Paused);
        Assert.True(await node.Operations.ResumeAsync(first));
        await node.Operations.InStateAsync(first, OperationState.Succeeded);
        // What goes on behind a bookmark is asked for in no span of the run, or in one of somebody else.
        Guid next;
        using (_source.StartActivity("somebody else"))
            next = (await node.Operations.EnqueueAsync(Nodes.Request("next") with { Run = "run of first" })).Id;
        await node.Operations.InStateAsync(next, OperationState.Succeeded);
        var alone = (await node.Operations.EnqueueAsync(Nodes.Request("alone"))).Id;
        await node.Operations.InStateAsync(alone, OperationState.Succeeded);
        await Eventually.TrueAsync(() => Task.FromResult(SpansOf(first).Count == 2 && SpansOf(next).Count == 1 && SpansOf(alone).Count == 1), "the spans end");

        var (attempt, again) = (SpansOf(first)[0], SpansOf(first)[1]);
        Assert.Equal((trace, 0), (attempt.TraceId.ToHexString(), attempt.Links.Count()));
        Assert.NotEqual(trace, again.TraceId.ToHexString());
        Assert.Equal(trace, Assert.Single(again.Links).Context.TraceId.ToHexString());
        Assert.Equal(default, again.ParentSpanId);
        Assert.Equal(trace, SpansOf(next)[0].TraceId.ToHexString());
        Assert.Equal((default, 0), (SpansOf(alone)[0].ParentSpanId, SpansOf(alone)[0].Links.Count()));
    }

    private List<Activity> SpansOf(Guid operation) => [.. _ended.Where(span => span.GetTagItem("tapeflows.operation") is Guid id && id == operation).OrderBy(span => span.StartTimeUtc)];

    private async Task<OperationsNode> StartAsync(CatalogProvider provider, params object[] parts)
    {
        var options = Nodes.Options(await databases.CreateAsync(provider));
        var catalog = await CatalogDatabase.OpenAsync(options.Database, TimeProvider.System);
        return await new OperationsNode(options, Nodes.Site(catalog), isPersistent: true, parts).StartAsync();
    }
}
