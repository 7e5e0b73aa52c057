using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Backup.Volumes;
using TapeFlows.Catalog;
using TapeFlows.Operations.Host;
using TapeFlows.Operations.Queue;
using TapeFlows.Tape.Drives;

namespace TapeFlows.Operations.Tests.Queue;

/// <summary>What happens to an operation between its enqueuing and its end, on both databases, with the queue in the database and in memory.</summary>
public sealed class OperationTests(Databases databases) : IClassFixture<Databases>
{
    [Theory]
    [InlineData(CatalogProvider.Sqlite, true)]
    [InlineData(CatalogProvider.PostgreSql, true)]
    [InlineData(CatalogProvider.Sqlite, false)]
    public async Task An_operation_runs_once_and_its_end_is_told_once(CatalogProvider provider, bool isPersistent)
    {
        var runs = 0;
        var listener = new StubListener();
        await using var node = await StartAsync(provider, isPersistent, listener, Stub(async (context, _) =>
        {
            Interlocked.Increment(ref runs);
            Assert.Equal("""{"a":1}""", context.Operation.Request);
            await context.SaveAsync(new Dictionary<string, int>(StringComparer.Ordinal) { ["seen"] = 1 });
            return new OperationEnd(OperationOutcome.Done, """{"b":2}""");
        }));
        var request = Nodes.Request() with { Data = """{"a":1}""" };

        var enqueued = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => node.Operations.EnqueueAsync(request)));
        var id = Assert.Single(enqueued.Select(operation => operation.Id).Distinct());
        var ended = await node.Operations.InStateAsync(id, OperationState.Succeeded);
        await Eventually.TrueAsync(async () => (await node.Operations.GetAsync(id))!.DeliveredAt is not null, "its end is told");

        Assert.Equal((OperationOutcome.Done, """{"b":2}""", null), (ended.Outcome, ended.Result, ended.Problem));
        Assert.Equal("""{"seen":1}""", ended.Checkpoint);
        Assert.Equal(("a", 1, 1L), (ended.Node, ended.Attempts, ended.Fence));
        Assert.True(ended.StartedAt >= ended.CreatedAt && ended.EndedAt >= ended.StartedAt);
        Assert.Equal(id, (await node.Operations.EnqueueAsync(request)).Id);
        Assert.Equal((1, 1), (runs, listener.Count));
        Assert.NotNull(Assert.Single(await node.Operations.ListAttemptsAsync(id)).EndedAt);
    }

    [Fact]
    public async Task A_key_stands_for_one_kind_of_operation()
    {
        await using var node = await StartAsync(CatalogProvider.Sqlite, false, Stub((_, _) => Nodes.Done));
        await node.Operations.EnqueueAsync(Nodes.Request());
        await Assert.ThrowsAsync<OperationException>(() => node.Operations.EnqueueAsync(Nodes.Request(kind: OperationKind.Clean)));
        await Assert.ThrowsAsync<OperationException>(() => node.Operations.EnqueueAsync(Nodes.Request(new string('k', 1001))));
    }

    [Fact]
    public async Task What_fails_ends_with_its_problem_and_a_missing_volume_asks_for_a_person()
    {
        await using var node = await StartAsync(
            CatalogProvider.Sqlite,
            false,
            Stub((_, _) => throw new InvalidOperationException("the roof fell in")),
            new StubExecutor((_, _) => throw new NoVolumeException("insert one"), OperationKind.Clean));
        var failed = await node.Operations.InStateAsync((await node.Operations.EnqueueAsync(Nodes.Request("1"))).Id, OperationState.Failed);
        Assert.Equal((OperationOutcome.Failed, "the roof fell in"), (failed.Outcome, failed.Problem));
        var needs = await node.Operations.InStateAsync((await node.Operations.EnqueueAsync(Nodes.Request("2", OperationKind.Clean))).Id, OperationState.Failed);
        Assert.Equal((OperationOutcome.NeedsOperator, "insert one"), (needs.Outcome, needs.Problem));
        var unknown = await node.Operations.InStateAsync((await node.Operations.EnqueueAsync(Nodes.Request("3", (OperationKind)99))).Id, OperationState.Failed);
        Assert.Contains("knows no operation of the kind 99", unknown.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Device_trouble_is_tried_again_as_configured_and_each_attempt_is_recorded_but_a_media_error_is_not()
    {
        var tries = 0;
        await using var node = await StartAsync(
            CatalogProvider.Sqlite,
            false,
            Stub((_, _) => ++tries < 3 ? throw Trouble(TapeStatus.HardwareError) : Nodes.Done),
            new StubExecutor((_, _) => throw Trouble(TapeStatus.MediaError), OperationKind.Clean));
        var done = await node.Operations.InStateAsync((await node.Operations.EnqueueAsync(Nodes.Request("1"))).Id, OperationState.Succeeded);
        var attempts = await node.Operations.ListAttemptsAsync(done.Id);
        Assert.Equal([1, 2, 3], attempts.Select(attempt => attempt.Number));
        Assert.All(attempts.SkipLast(1), attempt => Assert.Contains("the drive failed", attempt.Problem, StringComparison.Ordinal));
        Assert.Null(attempts[^1].Problem);
        var spoilt = await node.Operations.InStateAsync((await node.Operations.EnqueueAsync(Nodes.Request("2", OperationKind.Clean))).Id, OperationState.Failed);
        Assert.Equal(1, spoilt.Attempts);
    }

    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task An_operation_is_paused_resumed_and_cancelled(CatalogProvider provider)
    {
        var listener = new StubListener();
        var begun = 0;
        await using var node = await StartAsync(provider, true, listener, Stub(async (_, stopping) =>
        {
            Interlocked.Increment(ref begun);
            await Task.Delay(Timeout.Infinite, stopping);
            return new OperationEnd(OperationOutcome.Done);
        }));
        var id = (await node.Operations.EnqueueAsync(Nodes.Request())).Id;
        await Eventually.TrueAsync(() => begun == 1, "it begins");
        Assert.True(await node.Operations.PauseAsync(id));
        await node.Operations.InStateAsync(id, OperationState.Paused);
        Assert.Equal(0, listener.Count);
        Assert.True(await node.Operations.ResumeAsync(id));
        await Eventually.TrueAsync(() => begun == 2, "it begins again");
        Assert.True(await node.Operations.CancelAsync(id));
        var cancelled = await node.Operations.InStateAsync(id, OperationState.Cancelled);
        Assert.Equal((OperationOutcome.Failed, 2, 2L), (cancelled.Outcome, cancelled.Attempts, cancelled.Fence));
        await Eventually.TrueAsync(() => listener.Count == 1, "its end is told");
        Assert.False(await node.Operations.CancelAsync(id));
        Assert.False(await node.Operations.ResumeAsync(id));
    }

    [Fact]
    public async Task A_drive_has_one_operation_at_a_time_and_a_priority_goes_first()
    {
        var (now, most, order) = (0, 0, new List<string>());
        var gate = new TaskCompletionSource();
        await using var node = await StartAsync(CatalogProvider.Sqlite, true, Stub(async (context, _) =>
        {
            lock (order)
            {
                order.Add(context.Operation.Key);
                most = Math.Max(most, ++now);
            }

            await gate.Task.Within("the two others");
            await Task.Delay(20, CancellationToken.None);
            lock (order)
                now--;
            return new OperationEnd(OperationOutcome.Done);
        }));
        var ids = new List<Guid> { (await node.Operations.EnqueueAsync(Nodes.Request("first", drive: "drive0"))).Id };
        await Eventually.TrueAsync(() => order.Count == 1, "the first begins");
        ids.Add((await node.Operations.EnqueueAsync(Nodes.Request("low", drive: "drive0") with { Priority = 1 })).Id);
        ids.Add((await node.Operations.EnqueueAsync(Nodes.Request("high", drive: "drive0") with { Priority = 9 })).Id);
        gate.SetResult();
        foreach (var id in ids)
            await node.Operations.InStateAsync(id, OperationState.Succeeded);
        Assert.Equal(1, most);
        Assert.Equal(["first", "high", "low"], order);
    }

    [Fact]
    public async Task Of_operations_that_name_no_drive_as_many_run_as_are_allowed()
    {
        var (now, most) = (0, 0);
        var gate = new Lock();
        var full = new TaskCompletionSource();
        await using var node = await StartAsync(CatalogProvider.Sqlite, false, Stub(async (_, _) =>
        {
            lock (gate)
            {
                most = Math.Max(most, ++now);
                if (now == 3)
                    full.TrySetResult();
            }

            // A fourth one would have time to come.
            await full.Task.Within("three at once");
            await Task.Delay(200, CancellationToken.None);
            lock (gate)
                now--;
            return new OperationEnd(OperationOutcome.Done);
        }));
        var ids = await Task.WhenAll(Enumerable.Range(0, 9).Select(async number => (await node.Operations.EnqueueAsync(Nodes.Request($"{number}"))).Id));
        foreach (var id in ids)
            await node.Operations.InStateAsync(id, OperationState.Succeeded);
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task Progress_reaches_the_row_and_whoever_watches()
    {
        var isSeen = new TaskCompletionSource();
        var reported = 0;
        await using var node = await StartAsync(CatalogProvider.Sqlite, false, Stub(async (context, stopping) =>
        {
            while (!isSeen.Task.IsCompleted)
            {
                reported++;
                context.Progress.Report(new() { Files = reported, Bytes = reported * 1000, Volume = "TF0001L8", Phase = "writing", Remaining = TimeSpan.FromSeconds(20) });
                await Task.Delay(10, stopping);
            }

            return new OperationEnd(OperationOutcome.Done);
        }));
        var id = (await node.Operations.EnqueueAsync(Nodes.Request())).Id;
        var seen = new List<Operation>();
        var clock = Stopwatch.StartNew();
        await foreach (var operation in node.Operations.WatchAsync(id).Within("a change of the operation"))
        {
            seen.Add(operation);
            if (Reports().Count == 4)
                isSeen.TrySetResult();
        }

        Assert.Equal(OperationState.Succeeded, seen[^1].State);
        Assert.Equal((reported, "TF0001L8", "writing"), (seen[^1].Progress!.Value.Files, seen[^1].Progress!.Value.Volume, seen[^1].Progress!.Value.Phase));
        // At most twice a second, and the last one.
        Assert.InRange(Reports().Count, 4, (clock.Elapsed.TotalSeconds * 2) + 2);
        Assert.Equal(Reports().Order(), Reports());

        List<long> Reports() => [.. seen.Where(operation => operation.Progress is not null).Select(operation => operation.Progress!.Value.Files).Distinct()];
    }

    [Fact]
    public async Task A_stopped_node_lets_go_and_the_next_start_goes_on()
    {
        var options = Nodes.Options(await databases.CreateAsync(CatalogProvider.Sqlite));
        await using var catalog = await CatalogDatabase.OpenAsync(options.Database, TimeProvider.System);
        var begun = new TaskCompletionSource();
        Guid id;
        await using (var first = await new OperationsNode(options, Nodes.Site(catalog), true, Stub(async (context, stopping) =>
        {
            await context.SaveAsync("half");
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, stopping);
            return new OperationEnd(OperationOutcome.Done);
        })).StartAsync())
        {
            id = (await first.Operations.EnqueueAsync(Nodes.Request())).Id;
            await begun.Task.Within("the begin of the operation");
        }

        string? found = null;
        await using var second = await new OperationsNode(Nodes.Options(options.Database, "b"), Nodes.Site(catalog), true, Stub((context, _) =>
        {
            found = context.Checkpoint<string>();
            return Nodes.Done;
        })).StartAsync();
        var done = await second.Operations.InStateAsync(id, OperationState.Succeeded);
        Assert.Equal("half", found);
        Assert.Equal(("b", 2), (done.Node, done.Attempts));
        Assert.Contains("node was stopped", (await second.Operations.ListAttemptsAsync(id))[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_end_that_could_not_be_told_is_told_again()
    {
        var listener = new StubListener();
        var failing = new StubListener(_ => listener.Count < 2 ? throw new IOException("not now") : Task.CompletedTask);
        await using var node = await StartAsync(CatalogProvider.Sqlite, false, Stub((_, _) => Nodes.Done), listener, failing);
        var id = (await node.Operations.EnqueueAsync(Nodes.Request())).Id;
        await Eventually.TrueAsync(async () => (await node.Operations.GetAsync(id))!.DeliveredAt is not null, "its end is told");
        Assert.Equal(2, listener.Count);
    }

    [Fact]
    public async Task Two_nodes_share_the_work_and_none_is_done_twice()
    {
        var database = await databases.CreateAsync(CatalogProvider.PostgreSql);
        await using var catalog = await CatalogDatabase.OpenAsync(database, TimeProvider.System);
        var runs = new System.Collections.Concurrent.ConcurrentBag<(string Node, string Key)>();
        await using var one = await Node("a").StartAsync();
        await using var other = await Node("b").StartAsync();
        var ids = await Task.WhenAll(Enumerable.Range(0, 12).Select(async number => (await (number % 2 == 0 ? one : other).Operations.EnqueueAsync(Nodes.Request($"{number}", drive: $"drive{number % 4}"))).Id));
        foreach (var id in ids)
            await one.Operations.InStateAsync(id, OperationState.Succeeded);
        Assert.Equal(12, runs.Count);
        Assert.Equal(12, runs.Select(run => run.Key).Distinct().Count());

        OperationsNode Node(string name) => new(Nodes.Options(database, name), Nodes.Site(catalog), true, Stub(async (context, _) =>
        {
            runs.Add((name, context.Operation.Key));
            await Task.Delay(200, CancellationToken.None);
            return new OperationEnd(OperationOutcome.Done);
        }));
    }

    [Fact]
    public async Task Two_nodes_together_run_no_more_than_are_allowed()
    {
        var database = await databases.CreateAsync(CatalogProvider.PostgreSql);
        await using var catalog = await CatalogDatabase.OpenAsync(database, TimeProvider.System);
        var (now, most) = (0, 0);
        var gate = new Lock();
        var full = new TaskCompletionSource();
        await using var one = await Node("a").StartAsync();
        await using var other = await Node("b").StartAsync();
        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(async number => (await (number % 2 == 0 ? one : other).Operations.EnqueueAsync(Nodes.Request($"{number}"))).Id));
        foreach (var id in ids)
            await one.Operations.InStateAsync(id, OperationState.Succeeded);
        Assert.Equal(3, most);

        OperationsNode Node(string name) => new(Nodes.Options(database, name), Nodes.Site(catalog), true, Stub(async (_, _) =>
        {
            lock (gate)
            {
                most = Math.Max(most, ++now);
                if (now == 3)
                    full.TrySetResult();
            }

            // A fourth one would have time to come.
            await full.Task.Within("three at once");
            await Task.Delay(200, CancellationToken.None);
            lock (gate)
                now--;
            return new OperationEnd(OperationOutcome.Done);
        }));
    }

    [Fact]
    public async Task A_node_is_not_idle_while_a_turn_begins()
    {
        var options = Nodes.Options(await databases.CreateAsync(CatalogProvider.Sqlite));
        await using var catalog = await CatalogDatabase.OpenAsync(options.Database, TimeProvider.System);
        await using var node = await new OperationsNode(options, Nodes.Site(catalog), false, Stub((_, _) => Nodes.Done)).StartAsync();
        var worker = node.Services.GetRequiredService<OperationWorker>();
        await Eventually.TrueAsync(() => worker.IsIdle, "nothing to do");
        Task turn;
        await using (var connection = new SqliteConnection($"Data Source={options.Database.Path};Pooling=False"))
        {
            // Nobody else can write: the turn waits for its lease.
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var writing = connection.BeginTransaction(deferred: false);
            turn = worker.RunAsync(Guid.NewGuid(), needsPlace: false, CancellationToken.None);
            Assert.False(worker.IsIdle);
        }

        await turn.Within("the end of the turn");
        Assert.True(worker.IsIdle);
    }

    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task A_pause_that_is_taken_back_before_it_came_leaves_nothing_waiting(CatalogProvider provider)
    {
        var begun = 0;
        var safePoint = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var node = await StartAsync(provider, true, Stub(async (_, stopping) =>
        {
            if (Interlocked.Increment(ref begun) == 1)
                await safePoint.Task;
            stopping.ThrowIfCancellationRequested();
            return new OperationEnd(OperationOutcome.Done);
        }));
        var id = (await node.Operations.EnqueueAsync(Nodes.Request())).Id;
        await Eventually.TrueAsync(() => Task.FromResult(begun == 1), "it begins");
        Assert.True(await node.Operations.PauseAsync(id));
        Assert.True(await node.Operations.ResumeAsync(id));
        safePoint.SetResult();
        Assert.Equal(2, (await node.Operations.InStateAsync(id, OperationState.Succeeded)).Attempts);
    }

    private static StubExecutor Stub(Func<OperationContext, CancellationToken, Task<OperationEnd>> work) => new(work);

    private static TapeException Trouble(TapeStatus status) => TapeException.From(new TapeResult(status), "write a block", "TF0001L8", "drive0");

    private async Task<OperationsNode> StartAsync(CatalogProvider provider, bool isPersistent, params object[] parts)
    {
        var options = Nodes.Options(await databases.CreateAsync(provider));
        foreach (var retry in options.DeviceTrouble.Values)
            retry.Delay = retry.MaxDelay = TimeSpan.FromMilliseconds(10);
        var catalog = await CatalogDatabase.OpenAsync(options.Database, TimeProvider.System);
        return await new OperationsNode(options, Nodes.Site(catalog), isPersistent, parts).StartAsync();
    }
}
