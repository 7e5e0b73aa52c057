using Elsa.Alterations.AlterationTypes;
using Elsa.Alterations.Core.Contracts;
using Elsa.Alterations.Core.Entities;
using Elsa.Alterations.Core.Enums;
using Elsa.Alterations.Core.Filters;
using Elsa.Alterations.Core.Models;
using Elsa.Alterations.Extensions;
using Elsa.Alterations.Plans;
using Elsa.Embedded.Tests.Persistence;
using Elsa.Persistence.EFCore.Modules.Runtime;
using Elsa.Persistence.EFCore.Storage;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Runtime.Dispatch;
using Elsa.Workflows.Runtime.Ledger;
using TapeFlows.Testing;

namespace Elsa.Embedded.Tests.Workflows.Runtime;

/// <summary>Plans change many instances, each once, whatever happens meanwhile.</summary>
public abstract class AlterationPlanContract(TestStorage storage) : IAsyncLifetime
{
    private RuntimeNode _node = null!;

    protected TestStorage Storage => storage;

    private protected RuntimeNode Node => _node;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await storage.InitializeAsync();
        _node = await RuntimeNode.StartAsync(storage, configure: x => x.UseAlterations());
        await _node.PublishAsync("waiting", new Sequence { Id = "s", Activities = { new Await { Id = "w" }, new Mark { Id = "after" } } });
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _node.DisposeAsync();
        await storage.DisposeAsync();
    }

    [Fact]
    public async Task A_plan_becomes_a_job_for_each_instance_and_ends_with_the_last()
    {
        var ids = await StartAsync(5);
        var planId = await SubmitAsync(new ScheduleActivity { ActivityId = "after" });

        var plan = await CompletedAsync(planId);

        Assert.Equal(AlterationPlanStatus.Completed, plan.Status);
        Assert.NotNull(plan.StartedAt);
        Assert.NotNull(plan.CompletedAt);
        Assert.IsType<ScheduleActivity>(Assert.Single(plan.Alterations));
        Assert.Equal(["waiting"], plan.WorkflowInstanceFilter.DefinitionIds!);
        var jobs = await JobsAsync(planId);
        Assert.Equal(ids.Order(), jobs.Select(x => x.WorkflowInstanceId).Order());
        Assert.All(jobs, x => Assert.Equal((AlterationJobStatus.Completed, "ScheduleActivity succeeded"), (x.Status, Assert.Single(x.Log!).Message)));
        await Eventually.TrueAsync(() => (ids.TrueForAll(x => Mark.Count(x, "after") == 1)));
    }

    [Fact]
    public async Task A_job_that_cannot_be_done_says_why_and_the_others_are_done()
    {
        var ids = await StartAsync(2);
        Assert.Equal(WorkflowSubStatus.Finished, (await _node.ResumeAsync((await _node.BookmarksAsync(ids[0]))[0].Id))!.SubStatus);

        var planId = await SubmitAsync(new CancelActivity { ActivityId = "w" });
        Assert.Equal(AlterationPlanStatus.Completed, (await CompletedAsync(planId)).Status);

        var jobs = (await JobsAsync(planId)).ToDictionary(x => x.WorkflowInstanceId, StringComparer.Ordinal);
        Assert.Equal((AlterationJobStatus.Failed, "Nothing of the activity 'w' is under way."), (jobs[ids[0]].Status, Assert.Single(jobs[ids[0]].Log!).Message));
        Assert.Equal(AlterationJobStatus.Completed, jobs[ids[1]].Status);
        Assert.Empty(await _node.BookmarksAsync(ids[1]));
    }

    [Fact]
    public async Task A_plan_for_nothing_is_done_at_once_and_one_without_changes_is_refused()
    {
        var planId = await SubmitAsync(new Cancel());
        Assert.Equal(AlterationPlanStatus.Completed, (await CompletedAsync(planId)).Status);
        Assert.Empty(await JobsAsync(planId));
        await Assert.ThrowsAsync<ArgumentException>(() => SubmitAsync());
    }

    [Fact]
    public async Task A_plan_that_is_submitted_again_is_the_same_one()
    {
        var id = Assert.Single(await StartAsync(1));
        var plan = new AlterationPlanParams { Id = "once-" + GetType().Name, Alterations = [new ScheduleActivity { ActivityId = "after" }], Filter = new AlterationWorkflowInstanceFilter { WorkflowInstanceIds = [id] } };

        for (var i = 0; i < 3; i++)
            Assert.Equal(plan.Id, await _node.CallAsync<IAlterationPlanScheduler, string>(x => x.SubmitAsync(plan, Token)));
        await CompletedAsync(plan.Id!);

        Assert.Single(await JobsAsync(plan.Id!));
        await Eventually.TrueAsync(() => (Mark.Count(id, "after") == 1));
    }

    [Fact]
    public async Task A_job_is_done_once_however_many_dispatch_it()
    {
        var id = Assert.Single(await StartAsync(1));
        await _node.Get<IAlterationPlanStore>().SaveAsync(new AlterationPlan { Id = "p", Alterations = [new ScheduleActivity { ActivityId = "after" }], Status = AlterationPlanStatus.Running }, Token);
        await _node.Get<IAlterationJobStore>().SaveAsync(new AlterationJob { Id = "j", PlanId = "p", WorkflowInstanceId = id }, Token);

        var ended = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => _node.CallAsync<IAlterationJobRunner, AlterationJob>(x => x.RunAsync("j", Token)))));

        Assert.All(ended, x => Assert.Equal(AlterationJobStatus.Completed, x.Status));
        await _node.UntilStatusAsync(id, WorkflowSubStatus.Suspended);
        await Eventually.TrueAsync(async () => (await _node.JournalAsync(id)).Contains("Completed after", StringComparer.Ordinal));
        Assert.Equal(1, (await _node.JournalAsync(id)).Count(x => x == "Started after"));
        Assert.Equal(AlterationPlanStatus.Completed, (await CompletedAsync("p")).Status);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _node.CallAsync<IAlterationJobRunner, AlterationJob>(x => x.RunAsync("nothing", Token)));
    }

    [Fact]
    public async Task A_plan_is_completed_though_whoever_ended_its_last_job_died_then()
    {
        await _node.Get<IAlterationPlanStore>().SaveAsync(new AlterationPlan { Id = "left", Alterations = [new Cancel()], Status = AlterationPlanStatus.Running }, Token);
        await _node.Get<IAlterationJobStore>().SaveAsync(new AlterationJob { Id = "last", PlanId = "left", WorkflowInstanceId = "i", Status = AlterationJobStatus.Failed }, Token);

        await _node.Get<DispatchWorker>().EnqueueAsync([_node.Get<DispatchFactory>().Change("left", "last")], claim: null, Token);

        Assert.Equal(AlterationPlanStatus.Completed, (await CompletedAsync("left")).Status);
        Assert.Equal(AlterationJobStatus.Failed, Assert.Single(await JobsAsync("left")).Status);
    }

    [Fact]
    public async Task A_plan_that_was_stored_but_never_queued_is_done_when_it_is_submitted_again()
    {
        var id = Assert.Single(await StartAsync(1));
        var plan = new AlterationPlanParams { Id = "stored", Alterations = [new ScheduleActivity { ActivityId = "after" }], Filter = new AlterationWorkflowInstanceFilter { WorkflowInstanceIds = [id] } };
        await _node.Get<IAlterationPlanStore>().SaveAsync(new AlterationPlan { Id = plan.Id!, Alterations = plan.Alterations, WorkflowInstanceFilter = plan.Filter }, Token);

        Assert.Equal(plan.Id, await _node.CallAsync<IAlterationPlanScheduler, string>(x => x.SubmitAsync(plan, Token)));

        await CompletedAsync(plan.Id!);
        Assert.Equal(AlterationJobStatus.Completed, Assert.Single(await JobsAsync(plan.Id!)).Status);
    }

    private protected async Task<List<string>> StartAsync(int count)
    {
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
            ids.Add((await _node.StartWorkflowAsync("waiting")).WorkflowInstanceId!);
        return ids;
    }

    private protected Task<string> SubmitAsync(params IAlteration[] alterations) => _node.CallAsync<IAlterationPlanScheduler, string>(x => x.SubmitAsync(
        new AlterationPlanParams { Alterations = alterations, Filter = new AlterationWorkflowInstanceFilter { DefinitionIds = ["waiting"] } }, Token));

    private protected async Task<AlterationPlan> CompletedAsync(string planId)
    {
        AlterationPlan? plan = null;
        await Eventually.TrueAsync(async () => (plan = await _node.CallAsync<IAlterationPlanManager, AlterationPlan?>(x => x.GetPlanAsync(planId, Token)))?.CompletedAt is not null);
        return plan!;
    }

    private protected async Task<List<AlterationJob>> JobsAsync(string planId) => (await _node.Get<IAlterationJobStore>().FindManyAsync(new AlterationJobFilter { PlanId = planId }, Token)).ToList();

    private protected async Task ReplaceNodeAsync(RuntimeNode node)
    {
        await _node.DisposeAsync();
        _node = node;
    }
}

/// <summary>Plans in a database outlive the node that took them.</summary>
public abstract class DurableAlterationPlanContract(TestStorage storage) : AlterationPlanContract(storage)
{
    [Fact]
    public async Task A_plan_of_a_node_that_never_came_to_it_is_done_by_another()
    {
        var ids = await StartAsync(3);
        await ReplaceNodeAsync(await RuntimeNode.StartAsync(Storage, withWorkers: false, configure: x => x.UseAlterations()));
        var planId = await SubmitAsync(new ScheduleActivity { ActivityId = "after" });
        Assert.Empty(await JobsAsync(planId));

        await ReplaceNodeAsync(await RuntimeNode.StartAsync(Storage, configure: x => x.UseAlterations()));
        await CompletedAsync(planId);

        Assert.Equal(3, (await JobsAsync(planId)).Count(x => x.Status == AlterationJobStatus.Completed));
        await Eventually.TrueAsync(() => (ids.TrueForAll(x => Mark.Count(x, "after") == 1)));
    }

    // Both steps of a job are in the queue under its identity. Who has read the first one and comes too late must not take the second one for it.
    [Fact]
    public async Task A_step_that_another_node_has_done_meanwhile_is_not_claimed_in_place_of_the_next_one()
    {
        await ReplaceNodeAsync(await RuntimeNode.StartAsync(Storage, withWorkers: false, configure: x => x.UseAlterations()));
        var (ledger, sql, steps) = (Node.Get<IRuntimeLedger>(), Node.Get<LedgerStatements>(), Node.Get<DispatchFactory>());
        var change = steps.Change("p", "j");
        await ledger.EnqueueAsync([change], claim: null, Token);
        var read = (change.Id, change.CreatedAt);
        Assert.Equal([change.Id], (await ledger.ClaimAsync("first", 10, Token)).Select(x => x.Id));
        var record = steps.Record("p", "j", []);
        record.CreatedAt = change.CreatedAt.AddMilliseconds(1);
        change.NodeId = "first";
        Assert.True(await ledger.CompleteAsync(change, [record], queued: null, Token));

        var late = await Node.Get<ElsaStorage>().WriteNowAsync([sql.ClaimDispatch(new DispatchItem { Id = read.Id, CreatedAt = read.CreatedAt }, "second")], Token);

        Assert.Equal([0], late);
        Assert.Equal(AlterationStep.Record, steps.Read<AlterationMessage>(Assert.Single(await ledger.ClaimAsync("second", 10, Token))).Step);
    }

    [Fact]
    public async Task Two_nodes_share_the_jobs_and_do_each_once()
    {
        await using var other = await RuntimeNode.StartAsync(Storage, configure: x => x.UseAlterations());
        var ids = await StartAsync(20);

        var planId = await SubmitAsync(new ScheduleActivity { ActivityId = "after" });
        await CompletedAsync(planId);

        // What was done is in the journal when its burst is committed, a moment later.
        foreach (var id in ids)
            await Eventually.TrueAsync(async () => await StartsAsync(id) > 0);
        foreach (var id in ids)
            Assert.Equal(1, await StartsAsync(id));

        async Task<int> StartsAsync(string id) => (await Node.JournalAsync(id)).Count(x => x == "Started after");
    }
}

public sealed class MemoryAlterationPlanTests() : AlterationPlanContract(new MemoryTestStorage());

public sealed class SqliteAlterationPlanTests() : DurableAlterationPlanContract(new SqliteTestStorage());

public sealed class PostgreSqlAlterationPlanTests(PostgresServer server) : DurableAlterationPlanContract(new PostgreSqlTestStorage(server));
