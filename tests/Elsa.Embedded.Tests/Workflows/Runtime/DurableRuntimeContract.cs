using Elsa.Embedded.Tests.Persistence;
using Elsa.Workflows;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Contracts;
using Elsa.Workflows.Runtime.Ledger;
using Elsa.Workflows.Runtime.Requests;
using Elsa.Workflows.Runtime.Responses;

namespace Elsa.Embedded.Tests.Workflows.Runtime;

/// <summary>What the runtime promises beyond the life of a process, on a database.</summary>
public abstract class DurableRuntimeContract(TestStorage storage) : RuntimeContract(storage)
{
    [Fact]
    public async Task Another_node_does_what_a_dead_one_had_accepted()
    {
        var version = await Node.PublishAsync("inherited", new Mark { Id = "m" });
        var request = new DispatchWorkflowDefinitionRequest(version);
        await using (var idle = await RuntimeNode.StartAsync(Storage, withWorkers: false))
            await idle.CallAsync<IWorkflowDispatcher, DispatchWorkflowResponse>(x => x.DispatchAsync(request, Token));

        await Node.UntilStatusAsync(request.InstanceId!, WorkflowSubStatus.Finished);
        Assert.Equal(1, Mark.Count(request.InstanceId!));
    }

    [Fact]
    public async Task What_is_asked_of_an_instance_that_another_node_runs_for_long_is_done_afterwards()
    {
        await Node.PublishAsync("busy", Sequence(new Await { Id = "w" }, new Mark { Id = "after" }));
        var id = (await Node.StartWorkflowAsync("busy")).WorkflowInstanceId!;
        var bookmark = Assert.Single(await Node.BookmarksAsync(id));
        var ledger = Node.Get<IRuntimeLedger>();
        await ledger.JoinAsync(new NodeRecord { Id = "busy", Host = "elsewhere" }, TimeSpan.FromMinutes(5), Token);
        var lease = new Lease(id, "busy", 1);
        Assert.True(await ledger.TryLeaseAsync(lease, null, Token));
        Node.Get<Elsa.Workflows.Runtime.Bursts.BurstRunner>().Patience = TimeSpan.FromMilliseconds(200);

        Assert.Null(await Node.ResumeAsync(bookmark.Id));
        Assert.Equal(0, Mark.Count(id, "after"));
        await ledger.ReleaseAsync(lease, null, Token);

        await Node.UntilStatusAsync(id, WorkflowSubStatus.Finished);
        Assert.Equal(1, Mark.Count(id, "after"));
    }

    [Fact]
    public async Task An_instance_of_a_node_that_died_goes_on_from_its_last_commit()
    {
        // The dead node had promised to resume the bookmark and had not stored anything yet.
        await Node.PublishAsync("orphan", Sequence(new Await { Id = "w" }, new Mark { Id = "after" }));
        var id = (await Node.StartWorkflowAsync("orphan")).WorkflowInstanceId!;
        var bookmark = Assert.Single(await Node.BookmarksAsync(id));
        var ledger = Node.Get<IRuntimeLedger>();
        var continuation = Node.Get<Elsa.Workflows.Runtime.Dispatch.DispatchFactory>().Write(new() { Request = new() { BookmarkId = bookmark.Id } });
        await ledger.JoinAsync(new NodeRecord { Id = "dead", Host = "elsewhere" }, TimeSpan.FromSeconds(1), Token);
        Assert.True(await ledger.TryLeaseAsync(new Lease(id, "dead", 1), continuation, Token));

        await Node.UntilStatusAsync(id, WorkflowSubStatus.Finished);
        Assert.Equal(1, Mark.Count(id, "after"));
    }

    [Fact]
    public async Task A_burst_that_is_interrupted_goes_on_from_its_last_commit_and_repeats_nothing()
    {
        var name = "interrupted-" + GetType().Name;
        var version = await Node.PublishAsync(name, Sequence(new Mark { Id = "before" }, new Gate { Id = "g" }, new Mark { Id = "after" }), new WorkflowOptions { CommitStrategyName = "ActivityExecuted" });
        var drained = await RuntimeNode.StartAsync(Storage);
        DispatchWorkflowDefinitionRequest request;
        do
        {
            // A node whose worker is not up yet leaves what is dispatched to the other one.
            var dispatched = request = new DispatchWorkflowDefinitionRequest(version);
            await drained.CallAsync<IWorkflowDispatcher, DispatchWorkflowResponse>(x => x.DispatchAsync(dispatched, Token));
            await Eventually.TrueAsync(() => (Mark.Count(dispatched.InstanceId!, "g") == 1));
        }
        while (drained.Get<IQuiescenceSignal>().ActiveExecutionCycleCount == 0);

        var outcome = await drained.Get<IDrainOrchestrator>().DrainAsync(DrainTrigger.OperatorForce, Token);
        await Eventually.TrueAsync(() => (Mark.Count(request.InstanceId!, "g") == 2));
        Gate.Open[name].SetResult();

        await Node.UntilStatusAsync(request.InstanceId!, WorkflowSubStatus.Finished);
        Assert.Equal(DrainResult.Forced, outcome.OverallResult);
        Assert.Equal(1, Mark.Count(request.InstanceId!, "before"));
        Assert.Equal(1, Mark.Count(request.InstanceId!, "after"));
        await drained.DisposeAsync();
    }
}
