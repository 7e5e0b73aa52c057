using Elsa.Alterations.AlterationTypes;
using Elsa.Alterations.Core.Contracts;
using Elsa.Alterations.Core.Models;
using Elsa.Alterations.Core.Results;
using Elsa.Alterations.Extensions;
using Elsa.Alterations.Services;
using Elsa.Embedded.Tests.Persistence;
using Elsa.Expressions.Helpers;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;
using TapeFlows.Testing;

namespace Elsa.Embedded.Tests.Workflows.Runtime;

/// <summary>Instances are changed behind the back of their workflows, wherever they are stored.</summary>
public abstract class AlterationContract(TestStorage storage) : IAsyncLifetime
{
    private RuntimeNode _node = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await storage.InitializeAsync();
        _node = await RuntimeNode.StartAsync(storage, configure: x => x.UseAlterations());
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _node.DisposeAsync();
        await storage.DisposeAsync();
    }

    [Fact]
    public async Task What_is_faulted_is_tried_again_and_the_workflow_goes_on_behind_it()
    {
        var definition = "fragile-" + GetType().Name;
        await _node.PublishAsync(definition, Sequence(new Mark { Id = "before" }, new Fragile { Id = "f" }, new Mark { Id = "after" }));
        var id = (await _node.StartWorkflowAsync(definition)).WorkflowInstanceId!;
        Assert.Equal(WorkflowSubStatus.Faulted, (await _node.FindAsync(id))!.SubStatus);

        // It is not well yet.
        Assert.True(Assert.Single(await RetryAsync(id)).IsSuccessful);
        await Eventually.TrueAsync(async () => Fragile.Tries.GetValueOrDefault(id) == 2 && (await _node.FindAsync(id))!.SubStatus == WorkflowSubStatus.Faulted);
        Assert.Equal(1, (await _node.FindAsync(id))!.IncidentCount);

        Fragile.Healed.TryAdd(id, true);
        var result = Assert.Single(await RetryAsync(id));
        await _node.UntilStatusAsync(id, WorkflowSubStatus.Finished);

        Assert.Equal("ScheduleActivity succeeded", Assert.Single(result.Log.LogEntries).Message);
        Assert.False(result.WorkflowHasScheduledWork);
        Assert.Equal((1, 1), (Mark.Count(id, "before"), Mark.Count(id, "after")));
        Assert.Equal(0, (await _node.FindAsync(id))!.IncidentCount);
        Assert.Equal(
            ["Started Workflow1", "Started s", "Started before", "Completed before", "Started f", "Faulted f", "Resumed f", "Faulted f", "Resumed f", "Completed f", "Started after", "Completed after", "Completed s", "Completed Workflow1"],
            await _node.JournalAsync(id));
    }

    // Recorded: a faulted instance keeps the bookmarks of its other branches.
    [Fact]
    public async Task What_other_branches_wait_for_and_were_about_to_do_comes_back_with_the_retry()
    {
        var definition = "branches-" + GetType().Name;
        var about = Sequence(new Mark { Id = "one" }, new Mark { Id = "two" });
        about.Id = "about";
        await _node.PublishAsync(definition, Sequence(new Elsa.Workflows.Activities.Parallel { Id = "p", Activities = { new Await { Id = "w" }, new Fragile { Id = "f" }, about } }, new Mark { Id = "after" }));
        var id = (await _node.StartWorkflowAsync(definition)).WorkflowInstanceId!;

        var faulted = (await _node.FindAsync(id))!;
        Assert.Equal((WorkflowStatus.Finished, WorkflowSubStatus.Faulted), (faulted.Status, faulted.SubStatus));
        var kept = Assert.Single(faulted.WorkflowState.Bookmarks);
        Assert.Equal("w", kept.ActivityId);
        Assert.Empty(await _node.BookmarksAsync(id));
        Assert.Null(await _node.ResumeAsync(kept.Id));

        Fragile.Healed.TryAdd(id, true);
        Assert.True(Assert.Single(await RetryAsync(id)).IsSuccessful);
        await Eventually.TrueAsync(() => (Mark.Count(id, "two") == 1));
        await _node.UntilStatusAsync(id, WorkflowSubStatus.Suspended);
        Assert.Equal(WorkflowSubStatus.Finished, (await _node.ResumeAsync(Assert.Single(await _node.BookmarksAsync(id)).Id))!.SubStatus);
        Assert.Equal((1, 1, 1), (Mark.Count(id, "one"), Mark.Count(id, "two"), Mark.Count(id, "after")));
    }

    [Fact]
    public async Task A_variable_is_set_while_the_instance_waits()
    {
        var count = new Variable<int>("Count", 1) { Id = "v", StorageDriverType = typeof(WorkflowInstanceStorageDriver) };
        var id = await WaitingAsync("varying", count);

        Assert.True((await AlterAsync(id, new ModifyVariable { VariableId = "v", Value = "42" })).IsSuccessful);
        Assert.Equal(42, await VariableAsync(id, "Count"));
        Assert.False((await AlterAsync(id, new ModifyVariable { VariableId = "nope", Value = 1 })).IsSuccessful);
    }

    [Fact]
    public async Task A_cancelled_activity_waits_no_longer_and_another_can_be_scheduled()
    {
        var id = await WaitingAsync("stuck");

        Assert.True((await AlterAsync(id, new CancelActivity { ActivityId = "w" })).IsSuccessful);
        Assert.Empty(await _node.BookmarksAsync(id));
        Assert.True((await AlterAsync(id, new ScheduleActivity { ActivityId = "after" })).IsSuccessful);

        await Eventually.TrueAsync(() => (Mark.Count(id, "after") == 1));
        Assert.Contains("Canceled w", await _node.JournalAsync(id));
    }

    [Fact]
    public async Task An_instance_goes_on_in_a_newer_version()
    {
        var id = await WaitingAsync("moving");
        await PublishVersionAsync("moving", 2, Sequence(new Await { Id = "w" }, new Mark { Id = "new" }));
        await PublishVersionAsync("moving", 3, Sequence(new Mark { Id = "other" }));

        var refused = await AlterAsync(id, new Migrate { TargetVersion = 3 });
        Assert.False(refused.IsSuccessful);
        Assert.Contains("Workflow1:s:w", Assert.Single(refused.Log.LogEntries).Message, StringComparison.Ordinal);
        Assert.False((await AlterAsync(id, new Migrate { TargetVersion = 4 })).IsSuccessful);
        Assert.True((await AlterAsync(id, new Migrate { TargetVersion = 2 })).IsSuccessful);
        Assert.Equal((2, "moving-2"), ((await _node.FindAsync(id))!.Version, (await _node.FindAsync(id))!.DefinitionVersionId));

        Assert.Equal(WorkflowSubStatus.Finished, (await _node.ResumeAsync(Assert.Single(await _node.BookmarksAsync(id)).Id))!.SubStatus);
        Assert.Equal((1, 0), (Mark.Count(id, "new"), Mark.Count(id, "after")));
    }

    [Fact]
    public async Task Of_several_changes_all_are_made_or_none()
    {
        var count = new Variable<int>("Count", 1) { Id = "v", StorageDriverType = typeof(WorkflowInstanceStorageDriver) };
        var id = await WaitingAsync("whole", count);

        var result = await AlterAsync(id, new ModifyVariable { VariableId = "v", Value = 2 }, new CancelActivity { ActivityId = "nope" });

        Assert.False(result.IsSuccessful);
        Assert.Equal(["ModifyVariable succeeded", "Nothing of the activity 'nope' is under way."], result.Log.LogEntries.Select(x => x.Message));
        Assert.Equal(1, await VariableAsync(id, "Count"));
        Assert.False((await AlterAsync("no-such-instance", new Cancel())).IsSuccessful);
    }

    [Fact]
    public async Task Instances_are_found_by_what_they_are_and_by_what_they_do()
    {
        var first = await WaitingAsync("found");
        await WaitingAsync("other");

        Assert.Equal([first], await FindAsync(new AlterationWorkflowInstanceFilter { DefinitionIds = ["found"] }));
        Assert.Equal(2, (await FindAsync(new AlterationWorkflowInstanceFilter { ActivityFilters = [new ActivityFilter { ActivityId = "w", Status = ActivityStatus.Running }] })).Count());
        Assert.Empty(await FindAsync(new AlterationWorkflowInstanceFilter { ActivityFilters = [new ActivityFilter { ActivityId = "after" }] }));
        Assert.Empty(await FindAsync(new AlterationWorkflowInstanceFilter()));
        Assert.Equal(2, (await FindAsync(new AlterationWorkflowInstanceFilter { EmptyFilterSelectsAll = true })).Count());

        Task<IEnumerable<string>> FindAsync(AlterationWorkflowInstanceFilter filter) => _node.CallAsync<IWorkflowInstanceFinder, IEnumerable<string>>(x => x.FindAsync(filter, Token));
    }

    [Fact]
    public void Changes_are_written_with_their_types()
    {
        var serializer = _node.Get<IAlterationSerializer>();
        const string json = """[{"type":"ModifyVariable","variableId":"v","value":"changed"},{"type":"ScheduleActivity","activityId":"w2"}]""";

        Assert.Equal(json, serializer.SerializeMany(serializer.DeserializeMany(json)));
        Assert.Throws<System.Text.Json.JsonException>(() => serializer.Deserialize("""{"type":"Nope"}"""));
    }

    private static Sequence Sequence(params IActivity[] activities) => new() { Id = "s", Activities = activities.ToList() };

    private Task<ICollection<RunAlterationsResult>> RetryAsync(string id) => _node.CallAsync<FaultRetrier, ICollection<RunAlterationsResult>>(x => x.RetryAsync([id], null, Token));

    private Task<RunAlterationsResult> AlterAsync(string id, params IAlteration[] alterations) => _node.CallAsync<IAlterationRunner, RunAlterationsResult>(x => x.RunAsync(id, alterations, Token));

    private async Task<int> VariableAsync(string id, string name) =>
        (await _node.CallAsync<IWorkflowInstanceVariableManager, IEnumerable<ResolvedVariable>>(x => x.GetVariablesAsync(id, cancellationToken: Token))).Single(x => x.Variable.Name == name).Value.ConvertTo<int>();

    private async Task<string> WaitingAsync(string definitionId, params Variable[] variables)
    {
        await PublishVersionAsync(definitionId, 1, Sequence(new Await { Id = "w" }, new Mark { Id = "after" }), variables);
        return (await _node.StartWorkflowAsync(definitionId)).WorkflowInstanceId!;
    }

    private Task PublishVersionAsync(string definitionId, int version, IActivity root, params Variable[] variables) => _node.Get<IWorkflowDefinitionStore>().SaveAsync(
        new WorkflowDefinition
        {
            Id = $"{definitionId}-{version}",
            DefinitionId = definitionId,
            Version = version,
            IsLatest = version == 1,
            IsPublished = version == 1,
            Variables = variables,
            StringData = _node.Get<IActivitySerializer>().Serialize(root),
            CreatedAt = DateTimeOffset.UnixEpoch,
        },
        Token);
}

public sealed class MemoryAlterationTests() : AlterationContract(new MemoryTestStorage());

public sealed class SqliteAlterationTests() : AlterationContract(new SqliteTestStorage());

public sealed class PostgreSqlAlterationTests(PostgresServer server) : AlterationContract(new PostgreSqlTestStorage(server));
