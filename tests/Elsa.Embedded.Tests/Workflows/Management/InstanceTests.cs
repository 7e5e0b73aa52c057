using Elsa.Common;
using Elsa.Common.Entities;
using Elsa.Common.Models;
using Elsa.Embedded.Tests.Persistence;
using Elsa.Workflows;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Enums;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Management.Mappers;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.Retention;
using Elsa.Workflows.State;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Testing;

namespace Elsa.Embedded.Tests.Workflows.Management;

/// <summary>Instances with what belongs to them, on every kind of storage.</summary>
public abstract class InstanceContract(TestStorage place) : IAsyncLifetime
{
    private static readonly DateTimeOffset Begin = new DateTimeOffset(2026, 11, 22, 5, 0, 0, TimeSpan.Zero).AddTicks(1234567);
    private ServiceProvider _node = null!;
    private AsyncServiceScope _scope;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_instance_comes_back_as_it_was_stored()
    {
        var stored = Instance(1, WorkflowSubStatus.Suspended);
        stored.WorkflowState.Properties["count"] = 5;
        stored.WorkflowState.Input["when"] = Begin;
        await Store.SaveAsync(stored, Token);
        stored.WorkflowState.Properties["count"] = 6;
        await Store.UpdateAsync(stored, Token);

        var found = (await Store.FindAsync(new WorkflowInstanceFilter { Id = "i1" }, Token))!;

        Assert.Equal((stored.CreatedAt, stored.UpdatedAt, stored.SubStatus, stored.Name), (found.CreatedAt, found.UpdatedAt, found.SubStatus, found.Name));
        Assert.Equal(6, Convert.ToInt32(found.WorkflowState.Properties["count"], System.Globalization.CultureInfo.InvariantCulture));
        await Assert.ThrowsAnyAsync<Exception>(async () => await Store.AddAsync(stored, Token));
        await Assert.ThrowsAnyAsync<Exception>(async () => await Store.UpdateAsync(Instance(9, WorkflowSubStatus.Finished), Token));
        Assert.Equal(1, await Store.CountAsync(new WorkflowInstanceFilter(), Token));
    }

    [Fact]
    public async Task Lists_filter_sort_and_page_without_states()
    {
        await Store.SaveManyAsync(Enumerable.Range(0, 20).Select(i => Instance(i, i % 4 == 0 ? WorkflowSubStatus.Suspended : WorkflowSubStatus.Finished)), Token);

        var page = await Store.SummarizeManyAsync(new WorkflowInstanceFilter { WorkflowStatus = WorkflowStatus.Finished }, PageArgs.FromPage(0, 5), Token);
        Assert.Equal((15L, 5), (page.TotalCount, page.Items.Count));
        Assert.Equal(["i19", "i18", "i17", "i15", "i14"], page.Items.Select(x => x.Id));

        var order = new WorkflowInstanceOrder<string?>(x => x.Name, OrderDirection.Ascending);
        var sorted = await Store.SummarizeManyAsync(new WorkflowInstanceFilter { WorkflowSubStatuses = [WorkflowSubStatus.Suspended] }, PageArgs.FromRange(0, 2), order, Token);
        Assert.Equal((5L, "i0", "i12"), (sorted.TotalCount, sorted.Items.First().Id, sorted.Items.Last().Id));

        Assert.Equal(10, await Store.CountAsync(new WorkflowInstanceFilter { HasIncidents = true }, Token));
        Assert.Equal("i7", Assert.Single(await Store.FindManyIdsAsync(new WorkflowInstanceFilter { SearchTerm = "NIGHTLY 7" }, Token)));
        Assert.Equal("i3", Assert.Single(await Store.FindManyIdsAsync(new WorkflowInstanceFilter { CorrelationId = "job-3" }, Token)));
        TimestampFilter[] times = [new() { Column = "createdAt", Operator = TimestampFilterOperator.GreaterThan, Timestamp = Begin.AddMinutes(17) }, new() { Column = "FinishedAt", Operator = TimestampFilterOperator.LessThanOrEqual, Timestamp = Begin.AddMinutes(19) }];
        Assert.Equal(["i19", "i18"], await Store.FindManyIdsAsync(new WorkflowInstanceFilter { TimestampFilters = times }, Token));
        var wrong = new WorkflowInstanceFilter { TimestampFilters = [new() { Column = "Name; DROP", Operator = TimestampFilterOperator.Is, Timestamp = Begin }] };
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.CountAsync(wrong, Token));
    }

    [Fact]
    public async Task Deleting_an_instance_deletes_what_belongs_to_it()
    {
        await Store.SaveManyAsync([Instance(1, WorkflowSubStatus.Finished), Instance(2, WorkflowSubStatus.Finished)], Token);
        await Journals.AddManyAsync(Lines("i1").Concat(Lines("i2")), Token);
        await Executions.SaveManyAsync([Execution("i1", "e1"), Execution("i2", "e2")], Token);
        var manager = _scope.ServiceProvider.GetRequiredService<IWorkflowInstanceManager>();

        Assert.True(await manager.DeleteAsync(new WorkflowInstanceFilter { Id = "i1" }, Token));
        Assert.False(await manager.DeleteAsync(new WorkflowInstanceFilter { Id = "i1" }, Token));

        Assert.Equal(0, (await Journals.FindManyAsync(new WorkflowExecutionLogRecordFilter { WorkflowInstanceId = "i1" }, PageArgs.All, Token)).TotalCount);
        Assert.Equal(["e2"], (await Executions.FindManyAsync(new ActivityExecutionRecordFilter(), Token)).Select(x => x.Id));
        Assert.Equal(1, await manager.BulkDeleteAsync(new WorkflowInstanceFilter { DefinitionId = "d" }, Token));
        Assert.Equal(0, await Executions.CountAsync(new ActivityExecutionRecordFilter(), Token));
    }

    [Fact]
    public async Task Journals_come_in_order_and_by_what_is_asked()
    {
        await Journals.AddManyAsync(Lines("i1").Reverse().Concat(Lines("i2")), Token);

        var page = await Journals.FindManyAsync(new WorkflowExecutionLogRecordFilter { WorkflowInstanceId = "i1" }, PageArgs.FromRange(1, 2), Token);
        Assert.Equal((4L, 1L, 2L), (page.TotalCount, page.Items.First().Sequence, page.Items.Last().Sequence));
        Assert.Equal(Begin.AddSeconds(1), page.Items.First().Timestamp);
        var filter = new WorkflowExecutionLogRecordFilter { WorkflowInstanceId = "i1", EventNames = ["Completed"], ExcludeActivityTypes = ["Elsa.Sequence"] };
        var found = (await Journals.FindManyAsync(filter, PageArgs.All, Token)).Items;
        Assert.Equal(2, Assert.Single(found).Sequence);
    }

    [Fact]
    public async Task Executions_keep_what_went_in_and_out_and_what_went_wrong()
    {
        var record = Execution("i1", "e1");
        record.ActivityState = new Dictionary<string, object?> { ["Text"] = "tape", ["Count"] = 3, ["None"] = null };
        record.Outputs = new Dictionary<string, object?> { ["Result"] = true };
        record.Exception = ExceptionState.FromException(new TimeoutException("no tape", new IOException("drive")));
        await Executions.SaveAsync(record, Token);

        var found = (await Executions.FindAsync(new ActivityExecutionRecordFilter { Id = "e1" }, Token))!;
        var summary = Assert.Single(await Executions.FindManySummariesAsync(new ActivityExecutionRecordFilter { WorkflowInstanceId = "i1", Completed = false }, Token));

        Assert.Equal(("tape", 3, true), (found.ActivityState!["Text"], found.ActivityState["Count"], found.Outputs!["Result"]));
        Assert.Equal((typeof(TimeoutException), "no tape", "drive"), (found.Exception!.Type, found.Exception.Message, found.Exception.InnerException!.Message));
        Assert.Equal((record.StartedAt, ActivityStatus.Faulted), (summary.StartedAt, summary.Status));
    }

    [Fact]
    public async Task What_is_kept_long_enough_goes_in_batches_with_all_that_belongs_to_it()
    {
        var now = _node.GetRequiredService<ISystemClock>().UtcNow;
        List<WorkflowInstance> instances =
        [
            .. Enumerable.Range(0, 7).Select(i => Ended(i, WorkflowSubStatus.Finished, now.AddDays(-40))),
            Ended(7, WorkflowSubStatus.Finished, now.AddDays(-1)),
            Ended(8, WorkflowSubStatus.Faulted, now.AddDays(-40)),
            Ended(9, WorkflowSubStatus.Cancelled, now.AddDays(-400)),
            Instance(10, WorkflowSubStatus.Suspended),
        ];
        await Store.SaveManyAsync(instances, Token);
        await Journals.AddManyAsync(Lines("i0").Concat(Lines("i8")), Token);
        await Executions.SaveManyAsync([Execution("i0", "e0"), Execution("i8", "e8")], Token);

        Assert.Equal(7, await _scope.ServiceProvider.GetRequiredService<InstanceRetention>().PurgeAsync(Token));

        Assert.Equal(["i10", "i7", "i8", "i9"], (await Store.FindManyIdsAsync(new WorkflowInstanceFilter(), Token)).Order(StringComparer.Ordinal));
        Assert.Equal(0, (await Journals.FindManyAsync(new WorkflowExecutionLogRecordFilter { WorkflowInstanceId = "i0" }, PageArgs.All, Token)).TotalCount);
        Assert.Equal(["e8"], (await Executions.FindManyAsync(new ActivityExecutionRecordFilter(), Token)).Select(x => x.Id));

        static WorkflowInstance Ended(int i, WorkflowSubStatus status, DateTimeOffset at)
        {
            var instance = Instance(i, status);
            (instance.FinishedAt, instance.WorkflowState.FinishedAt) = (at, at);
            return instance;
        }
    }

    [Fact]
    public async Task Variables_are_read_and_set_by_their_identities_and_in_their_types()
    {
        var definition = new WorkflowDefinition
        {
            Id = "v",
            DefinitionId = "d",
            Version = 1,
            IsLatest = true,
            IsPublished = true,
            Variables = [new Variable<int>("Count", 1) { Id = "c", StorageDriverType = typeof(WorkflowInstanceStorageDriver) }, new Variable<string>("Name", "x") { Id = "n" }],
            StringData = _node.GetRequiredService<IActivitySerializer>().Serialize(new Elsa.Workflows.Activities.Sequence { Activities = { new Elsa.Workflows.Runtime.Activities.Event("Go") } }),
            CreatedAt = Begin,
        };
        await _node.GetRequiredService<IWorkflowDefinitionStore>().SaveAsync(definition, Token);
        var started = await _scope.ServiceProvider.GetRequiredService<IWorkflowStarter>().StartWorkflowAsync(
            new StartWorkflowRequest { WorkflowDefinitionHandle = Elsa.Workflows.Models.WorkflowDefinitionHandle.ByDefinitionVersionId("v") }, Token);
        var id = started.WorkflowInstanceId!;
        var variables = _scope.ServiceProvider.GetRequiredService<IWorkflowInstanceVariableManager>();

        Assert.Equal([("Count", "1"), ("Name", "x")], (await variables.GetVariablesAsync(id, cancellationToken: Token)).Select(x => (x.Variable.Name, $"{x.Value}")));
        var all = (await variables.SetVariablesAsync(id, [new VariableUpdateValue("c", "42"), new VariableUpdateValue("nobody", 1)], Token)).ToList();

        Assert.Equal([("Count", "42"), ("Name", "x")], all.Select(x => (x.Variable.Name, $"{x.Value}")));
        Assert.Equal(42, (await variables.GetVariablesAsync((await Store.FindAsync(new WorkflowInstanceFilter { Id = id }, Token))!, cancellationToken: Token)).First().Value);
        await Assert.ThrowsAnyAsync<Exception>(() => variables.SetVariablesAsync(id, [new VariableUpdateValue("c", "forty-two")], Token));
        Assert.Equal(42, (await variables.GetVariablesAsync(id, cancellationToken: Token)).First().Value);
        Assert.Empty(await variables.GetVariablesAsync("no-such-instance", cancellationToken: Token));
    }

    public async ValueTask InitializeAsync()
    {
        await place.InitializeAsync();
        _node = await place.StartNodeAsync(services: x => x.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Workflows:Retention:Finished"] = "30.00:00:00",
            ["Workflows:Retention:Faulted"] = "90.00:00:00",
            ["Workflows:Retention:BatchSize"] = "3",
        }).Build()));
        _scope = _node.CreateAsyncScope();
    }

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        await _node.DisposeAsync();
        await place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private IWorkflowInstanceStore Store => _node.GetRequiredService<IWorkflowInstanceStore>();

    private IWorkflowExecutionLogStore Journals => _node.GetRequiredService<IWorkflowExecutionLogStore>();

    private IActivityExecutionStore Executions => _node.GetRequiredService<IActivityExecutionStore>();

    private static WorkflowInstance Instance(int i, WorkflowSubStatus status) => new WorkflowStateMapper().Map(new WorkflowState
    {
        Id = $"i{i}",
        DefinitionId = "d",
        DefinitionVersionId = "v",
        DefinitionVersion = 1,
        Name = $"Nightly {i}",
        CorrelationId = $"job-{i}",
        Status = status == WorkflowSubStatus.Suspended ? WorkflowStatus.Running : WorkflowStatus.Finished,
        SubStatus = status,
        Incidents = i % 2 == 0 ? [] : [new("a", "n", "t", "m", null, Begin)],
        CreatedAt = Begin.AddMinutes(i),
        UpdatedAt = Begin.AddMinutes(i),
        FinishedAt = status == WorkflowSubStatus.Finished ? Begin.AddMinutes(i) : null,
    })!;

    private static IEnumerable<WorkflowExecutionLogRecord> Lines(string instance) => Enumerable.Range(0, 4).Select(i => new WorkflowExecutionLogRecord
    {
        Id = $"{instance}-{i}",
        WorkflowDefinitionId = "d",
        WorkflowDefinitionVersionId = "v",
        WorkflowInstanceId = instance,
        ActivityInstanceId = "e",
        ActivityId = i is 0 or 3 ? "seq" : "w",
        ActivityType = i is 0 or 3 ? "Elsa.Sequence" : "Elsa.WriteLine",
        ActivityNodeId = "n",
        EventName = i < 2 ? "Started" : "Completed",
        Sequence = i,
        Timestamp = Begin.AddSeconds(i),
    });

    private static ActivityExecutionRecord Execution(string instance, string id) => new()
    {
        Id = id,
        WorkflowInstanceId = instance,
        ActivityId = "w",
        ActivityNodeId = "n",
        ActivityType = "Elsa.WriteLine",
        StartedAt = Begin,
        Status = ActivityStatus.Faulted,
    };
}

public sealed class MemoryInstanceTests() : InstanceContract(new MemoryTestStorage());

public sealed class SqliteInstanceTests() : InstanceContract(new SqliteTestStorage());

public sealed class PostgreSqlInstanceTests(PostgresServer server) : InstanceContract(new PostgreSqlTestStorage(server));
