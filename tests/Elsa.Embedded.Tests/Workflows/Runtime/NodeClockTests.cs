using Elsa.Embedded.Tests.Persistence;
using Elsa.Workflows;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Contracts;
using Elsa.Workflows.Runtime.Ledger;
using Elsa.Workflows.Runtime.Nodes;
using Elsa.Workflows.Runtime.Options;
using Elsa.Workflows.Runtime.Requests;
using Elsa.Workflows.Runtime.Responses;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Testing;

namespace Elsa.Embedded.Tests.Workflows.Runtime;

/// <summary>Nodes on several machines, one of whose clocks is an hour off: the clock of the database that they share decides who lives and what is due.</summary>
public sealed class NodeClockTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private readonly PostgreSqlTestStorage _storage = new(server);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _storage.InitializeAsync();

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Neither_of_two_nodes_gives_up_the_other(int hours)
    {
        await using var straight = await StartAsync(0, withWorkers: false);
        await using var skewed = await StartAsync(hours, withWorkers: false);
        RuntimeNode[] nodes = [straight, skewed];
        foreach (var node in nodes)
        {
            await node.Get<Node>().JoinAsync(Token);
            Assert.True(await node.Get<IRuntimeLedger>().TryLeaseAsync(LeaseOf(node), null, Token));
        }

        // Each says that it lives, and each looks after the other.
        for (var round = 0; round < 2; round++)
        {
            foreach (var node in nodes)
                Assert.True(await node.Get<IRuntimeLedger>().BeatAsync(node.Get<Node>().Id, Lifetime, Token));
            foreach (var node in nodes)
                Assert.Equal(0, await node.Get<IRuntimeLedger>().TakeOverAsync(10, Token));
        }

        // Nobody else gets what one of them runs.
        foreach (var node in nodes)
            Assert.False(await node.Get<IRuntimeLedger>().TryLeaseAsync(new Lease(LeaseOf(straight).InstanceId, node.Get<Node>().Id, 99), null, Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_node_that_is_silent_is_given_up_whoever_looks(int hours)
    {
        await using var skewed = await StartAsync(hours, withWorkers: false);
        var ledger = skewed.Get<IRuntimeLedger>();
        await ledger.JoinAsync(new NodeRecord { Id = "silent", Host = "elsewhere" }, TimeSpan.FromMilliseconds(1), Token);
        Assert.True(await ledger.TryLeaseAsync(new Lease("left", "silent", 1), "{}", Token));

        await Eventually.TrueAsync(async () => await ledger.TakeOverAsync(10, Token) == 1, "the lease of the silent node taken over");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task What_one_node_accepts_another_does_at_once(int hours)
    {
        await using var straight = await StartAsync(0);
        var version = await straight.PublishAsync("clock", new Mark { Id = "m" });
        var request = new DispatchWorkflowDefinitionRequest(version);
        await using (var skewed = await StartAsync(hours, withWorkers: false))
        {
            await skewed.Get<Node>().JoinAsync(Token);
            await skewed.CallAsync<IWorkflowDispatcher, DispatchWorkflowResponse>(x => x.DispatchAsync(request, Token));
        }

        await straight.UntilStatusAsync(request.InstanceId!, WorkflowSubStatus.Finished);
        Assert.Equal(1, Mark.Count(request.InstanceId!));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task What_was_accepted_elsewhere_is_due_on_a_node_whose_clock_is_off(int hours)
    {
        var request = new DispatchWorkflowDefinitionRequest("clock-1");
        await using (var straight = await StartAsync(0, withWorkers: false))
        {
            await straight.PublishAsync("clock", new Mark { Id = "m" });
            await straight.CallAsync<IWorkflowDispatcher, DispatchWorkflowResponse>(x => x.DispatchAsync(request, Token));
        }

        await using var skewed = await StartAsync(hours);
        await skewed.UntilStatusAsync(request.InstanceId!, WorkflowSubStatus.Finished);
        Assert.Equal(1, Mark.Count(request.InstanceId!));
    }

    private static Lease LeaseOf(RuntimeNode node) => new("of-" + node.Get<Node>().Id, node.Get<Node>().Id, 1);

    // Longer than a busy machine can keep a node from saying that it lives.
    private Task<RuntimeNode> StartAsync(int hours, bool withWorkers = true) => RuntimeNode.StartAsync(_storage, withWorkers, services: x => x
        .Configure<RuntimeOptions>(options => options.InactivityThreshold = Lifetime)
        .AddSingleton<TimeProvider>(new SkewedTime(TimeSpan.FromHours(hours))));

    private sealed class SkewedTime(TimeSpan ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
    }
}
