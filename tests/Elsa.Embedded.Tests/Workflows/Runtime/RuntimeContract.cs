using Elsa.Embedded.Tests.Persistence;
using Elsa.Expressions.Models;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.ActivationValidators;
using Elsa.Workflows.Runtime.Activities;
using Elsa.Workflows.Runtime.Contracts;
using Elsa.Workflows.Runtime.Ledger;
using Elsa.Workflows.Runtime.Messages;
using Elsa.Workflows.Runtime.Nodes;
using Elsa.Workflows.Runtime.Requests;
using Elsa.Workflows.Runtime.Responses;
using Elsa.Workflows.Runtime.Stimuli;
using TapeFlows.Testing;

namespace Elsa.Embedded.Tests.Workflows.Runtime;

/// <summary>What the runtime promises, wherever it keeps what it stores.</summary>
public abstract class RuntimeContract(TestStorage storage) : IAsyncLifetime
{
    private RuntimeNode _node = null!;

    private protected RuntimeNode Node => _node;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected TestStorage Storage => storage;

    public async ValueTask InitializeAsync()
    {
        await storage.InitializeAsync();
        _node = await RuntimeNode.StartAsync(storage);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _node.DisposeAsync();
        await storage.DisposeAsync();
    }

    [Fact]
    public async Task An_instance_that_ran_through_is_stored_with_journal_and_executions()
    {
        await Node.PublishAsync("through", Sequence(new Mark { Id = "a" }, new Mark { Id = "b" }));

        var response = await Node.StartWorkflowAsync("through");

        Assert.Equal(WorkflowSubStatus.Finished, (await Node.FindAsync(response.WorkflowInstanceId!))!.SubStatus);
        Assert.Equal(
            ["Started Workflow1", "Started s", "Started a", "Completed a", "Started b", "Completed b", "Completed s", "Completed Workflow1"],
            await Node.JournalAsync(response.WorkflowInstanceId!));
    }

    [Fact]
    public async Task A_bookmark_is_resumed_once_and_then_gone()
    {
        await Node.PublishAsync("waits", Sequence(new Await { Id = "w" }, new Mark { Id = "after" }));
        var id = (await Node.StartWorkflowAsync("waits")).WorkflowInstanceId!;
        var bookmark = Assert.Single(await Node.BookmarksAsync(id));

        Assert.Equal(WorkflowSubStatus.Finished, (await Node.ResumeAsync(bookmark.Id))!.SubStatus);
        Assert.Null(await Node.ResumeAsync(bookmark.Id));
        Assert.Empty(await Node.BookmarksAsync(id));
        Assert.Equal(1, Mark.Count(id, "after"));
    }

    [Fact]
    public async Task Of_64_callers_one_resumes_the_bookmark()
    {
        await Node.PublishAsync("crowd", Sequence(new Await { Id = "w" }, new Mark { Id = "after" }));
        var id = (await Node.StartWorkflowAsync("crowd")).WorkflowInstanceId!;
        var bookmark = Assert.Single(await Node.BookmarksAsync(id));
        var nodes = await OtherNodesAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() => nodes[i % nodes.Count].ResumeAsync(bookmark.Id))));

        Assert.Single(outcomes, x => x is not null);
        Assert.Equal(1, Mark.Count(id, "w"));
        Assert.Equal(1, Mark.Count(id, "after"));
        await DisposeOthersAsync(nodes);
    }

    [Fact]
    public async Task What_is_dispatched_is_done_once()
    {
        var version = await Node.PublishAsync("background", new Mark { Id = "m" });

        var requests = Enumerable.Range(0, 50).Select(_ => new DispatchWorkflowDefinitionRequest(version)).ToList();
        await Task.WhenAll(requests.Select(x => Node.CallAsync<IWorkflowDispatcher, DispatchWorkflowResponse>(d => d.DispatchAsync(x, Token))));

        foreach (var request in requests)
        {
            await Node.UntilStatusAsync(request.InstanceId!, WorkflowSubStatus.Finished);
            Assert.Equal(1, Mark.Count(request.InstanceId!));
        }
    }

    [Fact]
    public async Task A_singleton_starts_once_at_a_time_however_many_ask_and_a_refusal_hands_out_no_instance()
    {
        var version = await Node.PublishAsync("single", new Await { Id = "w" }, new WorkflowOptions { ActivationStrategyType = typeof(SingletonStrategy) });
        var nodes = await OtherNodesAsync();

        var started = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => nodes[i % nodes.Count].StartWorkflowAsync("single"))));

        var first = Assert.Single(started, x => !x.CannotStart);
        Assert.All(started.Where(x => x.CannotStart), x => Assert.Null(x.WorkflowInstanceId));
        var request = new DispatchWorkflowDefinitionRequest(version) { InstanceId = "wanted" };
        Assert.False((await Node.CallAsync<IWorkflowDispatcher, DispatchWorkflowResponse>(x => x.DispatchAsync(request, Token))).Succeeded);
        Assert.Null(request.InstanceId);
        Assert.Null(await Node.FindAsync("wanted"));

        await Node.ResumeAsync(Assert.Single(await Node.BookmarksAsync(first.WorkflowInstanceId)).Id);
        Assert.False((await Node.StartWorkflowAsync("single")).CannotStart);
        await DisposeOthersAsync(nodes);
    }

    [Fact]
    public async Task A_correlated_singleton_is_one_for_each_correlation()
    {
        await Node.PublishAsync("correlated", new Await { Id = "w" }, new WorkflowOptions { ActivationStrategyType = typeof(CorrelatedSingletonStrategy) });

        Assert.False((await Node.StartWorkflowAsync("correlated", "a")).CannotStart);
        Assert.True((await Node.StartWorkflowAsync("correlated", "a")).CannotStart);
        Assert.False((await Node.StartWorkflowAsync("correlated", "b")).CannotStart);
    }

    [Fact]
    public async Task A_cancelled_instance_says_so_in_its_journal_and_takes_its_children_with_it()
    {
        await Node.PublishAsync("child-c", new Await { Id = "w" });
        await Node.PublishAsync("parent-c", Sequence(new DispatchWorkflow { Id = "d", WorkflowDefinitionId = new("child-c"), WaitForCompletion = new(true) }));
        var id = (await Node.StartWorkflowAsync("parent-c")).WorkflowInstanceId!;
        await Eventually.TrueAsync(async () => (await Node.InstancesAsync("child-c")) is [{ SubStatus: WorkflowSubStatus.Suspended }]);

        Assert.True(await Node.CallAsync<IWorkflowCancellationService, bool>(x => x.CancelWorkflowAsync(id, Token)));

        Assert.Equal(WorkflowSubStatus.Cancelled, (await Node.FindAsync(id))!.SubStatus);
        Assert.Equal(WorkflowSubStatus.Cancelled, Assert.Single(await Node.InstancesAsync("child-c")).SubStatus);
        Assert.Contains("Canceled d", await Node.JournalAsync(id));
        Assert.Empty(await Node.BookmarksAsync(id));
        Assert.False(await Node.CallAsync<IWorkflowCancellationService, bool>(x => x.CancelWorkflowAsync(id, Token)));
        Assert.False(await Node.CallAsync<IWorkflowCancellationService, bool>(x => x.CancelWorkflowAsync("nobody", Token)));
    }

    [Fact]
    public async Task A_running_activity_is_cancelled_from_any_node()
    {
        var version = await Node.PublishAsync("gate-" + GetType().Name, Sequence(new Gate { Id = "g" }), new WorkflowOptions { CommitStrategyName = "WorkflowExecuting" });
        var request = new DispatchWorkflowDefinitionRequest(version);
        await Node.CallAsync<IWorkflowDispatcher, DispatchWorkflowResponse>(x => x.DispatchAsync(request, Token));
        await Eventually.TrueAsync(() => (Mark.Count(request.InstanceId!, "g") == 1));
        var nodes = await OtherNodesAsync();

        Assert.True(await nodes[^1].CallAsync<IWorkflowCancellationService, bool>(x => x.CancelWorkflowAsync(request.InstanceId!, Token)));

        await Node.UntilStatusAsync(request.InstanceId!, WorkflowSubStatus.Cancelled);
        await DisposeOthersAsync(nodes);
    }

    [Fact]
    public async Task A_child_that_is_waited_for_gives_its_output_to_the_parent()
    {
        await Node.PublishAsync("child-w", new Mark { Id = "m" });
        await Node.PublishAsync("parent-w", Sequence(new DispatchWorkflow { Id = "d", WorkflowDefinitionId = new("child-w"), WaitForCompletion = new(true) }, new Mark { Id = "after" }));

        var id = (await Node.StartWorkflowAsync("parent-w")).WorkflowInstanceId!;

        await Node.UntilStatusAsync(id, WorkflowSubStatus.Finished);
        Assert.Equal(
            ["Started Workflow1", "Started s", "Started d", "Suspended d", "Resumed d", "Completed d", "Started after", "Completed after", "Completed s", "Completed Workflow1"],
            await Node.JournalAsync(id));
        var child = Assert.Single(await Node.InstancesAsync("child-w"));
        Assert.Equal(id, child.ParentWorkflowInstanceId);
    }

    [Fact]
    public async Task An_executed_workflow_runs_in_the_burst_of_its_parent()
    {
        await Node.PublishAsync("child-x", new Mark { Id = "m" });
        await Node.PublishAsync("parent-x", Sequence(new ExecuteWorkflow { Id = "x", WorkflowDefinitionId = new("child-x"), WaitForCompletion = new(true) }));

        Assert.Equal(WorkflowSubStatus.Finished, (await Node.StartWorkflowAsync("parent-x")).SubStatus);
        Assert.Equal(WorkflowSubStatus.Finished, Assert.Single(await Node.InstancesAsync("child-x")).SubStatus);
    }

    [Fact]
    public async Task Bulk_dispatch_waits_for_all_of_its_children()
    {
        await Node.PublishAsync("child-b", new Mark { Id = "m" });
        await Node.PublishAsync("parent-b", Sequence(new BulkDispatchWorkflows { Id = "b", WorkflowDefinitionId = new("child-b"), Items = new((object)"[1,2,3,4,5,6,7,8]") }, new Mark { Id = "after" }));

        var id = (await Node.StartWorkflowAsync("parent-b")).WorkflowInstanceId!;

        await Node.UntilStatusAsync(id, WorkflowSubStatus.Finished);
        Assert.Equal(8, (await Node.InstancesAsync("child-b")).Count(x => x.SubStatus == WorkflowSubStatus.Finished));
        Assert.Equal(1, Mark.Count(id, "after"));
    }

    [Fact]
    public async Task An_event_starts_what_it_triggers_and_resumes_what_waits_for_it()
    {
        var trigger = new Event("Paid") { Id = "e" };
        Elsa.Extensions.ActivityPropertyExtensions.SetCanStartWorkflow(trigger, true);
        await Node.PublishAsync("by-event", Sequence(trigger, new Mark { Id = "m" }));
        await Node.PublishAsync("for-event", Sequence(new Event("Paid") { Id = "e" }, new Mark { Id = "m" }));
        var waiting = (await Node.StartWorkflowAsync("for-event")).WorkflowInstanceId!;

        await Node.CallAsync<IEventPublisher>(x => x.PublishAsync("Paid", asynchronous: true, cancellationToken: Token));

        await Node.UntilStatusAsync(waiting, WorkflowSubStatus.Finished);
        await Eventually.TrueAsync(async () => (await Node.InstancesAsync("by-event")) is [{ SubStatus: WorkflowSubStatus.Finished }]);
    }

    [Fact]
    public async Task An_event_that_comes_before_its_bookmark_waits_for_it()
    {
        await Node.PublishAsync("late", Sequence(new Await { Id = "w" }, new Event("Early") { Id = "e" }));
        var id = (await Node.StartWorkflowAsync("late")).WorkflowInstanceId!;

        await Node.CallAsync<IEventPublisher>(x => x.PublishAsync("Early", workflowInstanceId: id, cancellationToken: Token));
        await Node.ResumeAsync(Assert.Single(await Node.BookmarksAsync(id)).Id);

        await Node.UntilStatusAsync(id, WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task A_task_is_reported_by_its_identity()
    {
        await Node.PublishAsync("task", Sequence(new RunTask("approve") { Id = "t" }));
        var id = (await Node.StartWorkflowAsync("task")).WorkflowInstanceId!;
        var state = (await Node.FindAsync(id))!.WorkflowState;
        var stimulus = Elsa.Expressions.Helpers.ObjectConverter.ConvertTo<RunTaskStimulus>(state.Bookmarks.Single().Payload)!;

        await Node.CallAsync<ITaskReporter>(x => x.ReportCompletionAsync(stimulus.TaskId, "yes", Token));

        await Node.UntilStatusAsync(id, WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task A_commit_with_a_lost_lease_is_refused()
    {
        await Node.PublishAsync("fenced", new Await { Id = "w" });
        var id = (await Node.StartWorkflowAsync("fenced")).WorkflowInstanceId!;
        var instance = (await Node.FindAsync(id))!;
        var ledger = Node.Get<IRuntimeLedger>();
        var lost = Node.Get<Node>().NewLease(id);
        Assert.True(await ledger.TryLeaseAsync(lost, null, Token));
        Assert.False(await ledger.TryLeaseAsync(Node.Get<Node>().NewLease(id), null, Token));
        await ledger.ReleaseAsync(lost, null, Token);
        var present = Node.Get<Node>().NewLease(id);
        Assert.True(await ledger.TryLeaseAsync(present, null, Token));

        instance.Name = "overwritten";
        await Assert.ThrowsAsync<LeaseLostException>(() => ledger.CommitAsync(
            new BurstCommit { Instance = instance, Mode = StoreMode.Update, Lease = lost, AddedBookmarks = [], RemovedBookmarkIds = ["x"], Journal = [], Executions = [], Dispatches = [] }, Token));

        await ledger.ReleaseAsync(present, null, Token);
    }

    [Fact]
    public async Task A_created_instance_runs_when_asked_to_and_can_be_deleted()
    {
        await Node.PublishAsync("created", Sequence(new Await { Id = "w" }));
        await Node.CallAsync<IWorkflowRuntime>(async runtime =>
        {
            var client = await runtime.CreateClientAsync(Token);
            await client.CreateInstanceAsync(new CreateWorkflowInstanceRequest { WorkflowDefinitionHandle = WorkflowDefinitionHandle.ByDefinitionId("created"), Name = "mine" }, Token);
            Assert.Equal(WorkflowSubStatus.Pending, (await client.ExportStateAsync(Token)).SubStatus);
            Assert.Equal(WorkflowSubStatus.Suspended, (await client.RunInstanceAsync(Token)).SubStatus);
            Assert.Equal("mine", (await client.ExportStateAsync(Token)).Name);
            Assert.True(await client.DeleteAsync(Token));
            Assert.False(await client.InstanceExistsAsync(Token));
            Assert.Empty(await Node.BookmarksAsync(client.WorkflowInstanceId));
        });
    }

    /// <summary>This node and others over the same place, where it can be shared.</summary>
    private protected virtual async Task<List<RuntimeNode>> OtherNodesAsync() => [Node, await RuntimeNode.StartAsync(Storage)];

    private async Task DisposeOthersAsync(List<RuntimeNode> nodes)
    {
        foreach (var other in nodes.Where(x => x != Node))
            await other.DisposeAsync();
    }

    private protected static Sequence Sequence(params IActivity[] activities) => new() { Id = "s", Activities = activities.ToList() };
}

public sealed class MemoryRuntimeTests() : RuntimeContract(new MemoryTestStorage())
{
    private protected override Task<List<RuntimeNode>> OtherNodesAsync() => Task.FromResult<List<RuntimeNode>>([Node]);
}

public sealed class SqliteRuntimeTests() : DurableRuntimeContract(new SqliteTestStorage());

public sealed class PostgreSqlRuntimeTests(PostgresServer server) : DurableRuntimeContract(new PostgreSqlTestStorage(server));
