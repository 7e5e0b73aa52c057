using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Elsa.Embedded.Tests.Persistence;
using Elsa.Expressions.Helpers;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Activities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.Stimuli;
using TapeFlows.Testing;

namespace Elsa.Embedded.Tests.Workflows.Runtime;

/// <summary>Definitions that need a runtime run to the status, variables and journal that a real Elsa 3.8 server recorded.</summary>
public abstract class RecordedRuntimeRunsContract(TestStorage storage) : IAsyncLifetime
{
    private RuntimeNode _node = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected RuntimeNode Node
    {
        get => _node;
        set => _node = value;
    }

    protected TestStorage Storage => storage;

    public async ValueTask InitializeAsync()
    {
        await storage.InitializeAsync();
        _node = await RuntimeNode.StartAsync(storage, configure: x => x.UseJavaScript().UseScheduling());
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _node.DisposeAsync();
        await storage.DisposeAsync();
    }

    [Fact]
    public async Task A_dispatched_workflow_is_waited_for_or_not()
    {
        await ImportAsync("child");
        var id = await RunAsync("dispatch-workflow", WorkflowSubStatus.Finished);

        await AssertJournalAsync(id, "dispatch-workflow");
        Assert.Equal("Hello Disp", (await VariableAsync(id, "R"))!.ConvertTo<Dictionary<string, object>>()!["Greeting"].ConvertTo<string>());
        await Eventually.TrueAsync(async () => (await _node.InstancesAsync("child")).Count(x => x.Status == WorkflowStatus.Finished) == 2);
        var children = await _node.InstancesAsync("child");
        Assert.Equal(["disp-corr", null], children.Select(x => x.CorrelationId).OrderByDescending(x => x, StringComparer.Ordinal));
        Assert.All(children, x => Assert.Equal(id, x.ParentWorkflowInstanceId));
        foreach (var child in children)
            await AssertJournalAsync(child.Id, "child");
    }

    [Fact]
    public async Task An_executed_workflow_gives_its_result()
    {
        await ImportAsync("child");
        var id = await RunAsync("execute-workflow", WorkflowSubStatus.Finished);

        await AssertJournalAsync(id, "execute-workflow");
        var result = (await VariableAsync(id, "R")).ConvertTo<ExecuteWorkflowResult>()!;
        Assert.Equal((WorkflowStatus.Finished, WorkflowSubStatus.Finished), (result.Status, result.SubStatus));
        Assert.Equal("Hello Exec", result.Output!["Greeting"].ConvertTo<string>());
        Assert.Equal(result.WorkflowInstanceId, Assert.Single(await _node.InstancesAsync("child")).Id);
    }

    [Fact]
    public async Task An_event_starts_a_workflow_and_carries_its_payload()
    {
        await ImportAsync("event-trigger");
        var publisher = await RunAsync("event-publish", WorkflowSubStatus.Finished);
        await _node.CallAsync<IEventPublisher>(x => x.PublishAsync("OrderCreated", "c9", payload: new Dictionary<string, object> { ["orderId"] = 9 }, cancellationToken: Token));

        await AssertJournalAsync(publisher, "event-publish");
        await Eventually.TrueAsync(async () => (await _node.InstancesAsync("event-trigger")).Count(x => x.Status == WorkflowStatus.Finished) == 2);
        var started = await _node.InstancesAsync("event-trigger");
        foreach (var instance in started)
            await AssertJournalAsync(instance.Id, "event-trigger");
        Assert.Equal(9, (await VariableAsync(started.Single(x => x.CorrelationId == "c9").Id, "Evt")).ConvertTo<Dictionary<string, object>>()!["orderId"].ConvertTo<int>());
        Assert.Equal(42, (await VariableAsync(started.Single(x => x.CorrelationId is null).Id, "Evt")).ConvertTo<Dictionary<string, object>>()!["orderId"].ConvertTo<int>());
    }

    [Fact]
    public async Task A_task_goes_on_with_what_was_reported()
    {
        var id = await RunAsync("run-task", WorkflowSubStatus.Suspended);
        var bookmark = Assert.Single(await _node.BookmarksAsync(id));
        var taskId = bookmark.Payload.ConvertTo<RunTaskStimulus>()!.TaskId;
        await _node.CallAsync<ITaskReporter>(x => x.ReportCompletionAsync(taskId, "approved", Token));

        await _node.UntilStatusAsync(id, WorkflowSubStatus.Finished);
        await AssertJournalAsync(id, "run-task");
        Assert.Equal("approved", await VariableAsync(id, "R"));
    }

    [Fact]
    public async Task A_workflow_waits_for_an_event_that_a_link_can_send()
    {
        var id = await RunAsync("event-token", WorkflowSubStatus.Suspended);
        await AssertJournalAsync(id, "event-token.suspended");
        await _node.CallAsync<IEventPublisher>(x => x.PublishAsync("OrderPaid", cancellationToken: Token));

        await _node.UntilStatusAsync(id, WorkflowSubStatus.Finished);
        await AssertJournalAsync(id, "event-token.final");
    }

    [Fact]
    public async Task A_workflow_waits_for_an_instant_that_a_script_computes()
    {
        var id = await RunAsync("incident-retry", WorkflowSubStatus.Suspended);
        await AssertJournalAsync(id, "incident-retry.suspended");
        Assert.Equal("Elsa.StartAt", Assert.Single(await _node.BookmarksAsync(id)).Name);
        var waiting = (await _node.Get<IActivityExecutionStore>().FindManyAsync(new ActivityExecutionRecordFilter { WorkflowInstanceId = id, ActivityId = "sa" }, Token)).Single();
        Assert.Equal(["Executed At"], waiting.Payload!.Keys);

        await _node.UntilStatusAsync(id, WorkflowSubStatus.Finished);
        await AssertJournalAsync(id, "incident-retry.final");
    }

    // As recorded: an action that is marked to run asynchronously does not.
    [Fact]
    public async Task An_action_runs_in_the_burst_whatever_its_definition_says()
    {
        var id = await RunAsync("run-async", WorkflowSubStatus.Finished);
        await AssertJournalAsync(id, "run-async");
    }

    [Fact]
    public async Task Variables_of_every_type_come_back_after_the_wait()
    {
        var id = await RunAsync("types-waiting", WorkflowSubStatus.Suspended);
        await _node.CallAsync<IEventPublisher>(x => x.PublishAsync("TypesGo", cancellationToken: Token));

        await _node.UntilStatusAsync(id, WorkflowSubStatus.Finished);
        await AssertJournalAsync(id, "types-waiting");
        Assert.Equal(1.5m, (await VariableAsync(id, "Dec")).ConvertTo<decimal>());
        var workflow = (await _node.Get<IActivityExecutionStore>().FindManyAsync(new ActivityExecutionRecordFilter { WorkflowInstanceId = id, ActivityId = "Workflow1" }, Token)).Single();
        Assert.DoesNotContain("Variables", workflow.Properties!.Keys);
        Assert.Equal(DateTimeOffset.UnixEpoch, (await VariableAsync(id, "Dt")).ConvertTo<DateTimeOffset>());
        Assert.Equal(TimeSpan.FromMinutes(1), (await VariableAsync(id, "Ts")).ConvertTo<TimeSpan>());
        Assert.Equal(["p", "q"], (await VariableAsync(id, "Arr")).ConvertTo<string[]>()!);
        Assert.Equal("""{"x":1}""", ((JsonObject)(await VariableAsync(id, "Json"))!).ToJsonString());
    }

    [Theory]
    [InlineData("Literal", """["Approved"]""", new string[0])]
    [InlineData("JavaScript", """["Approved"]""", new[] { "a" })]
    [InlineData("Literal", "Rejected", new[] { "r" })]
    public async Task A_workflow_used_as_an_activity_ends_with_its_own_outcomes(string syntax, string outcomes, string[] followed)
    {
        // As recorded: a text is the one outcome that it spells, even if it looks like a list.
        await ImportAsync("complete-outcomes", x =>
        {
            var expression = x["root"]!["activities"]![1]!["outcomes"]!["expression"]!;
            (expression["type"], expression["value"]) = (syntax, outcomes);
        });
        var id = await RunAsync("uses-outcomes", WorkflowSubStatus.Finished);

        var journal = await _node.RecordedJournalAsync(id);
        if (followed.Length == 0)
            Assert.Equal(TestFiles.Lines("uses-outcomes.journal.txt").Select(WithoutRoot), journal.Select(WithoutRoot));
        Assert.Equal(followed, (await _node.JournalAsync(id)).Where(x => x is "Completed a" or "Completed r").Select(x => x[^1..]));
        var used = (await _node.Get<IActivityExecutionStore>().FindManyAsync(new ActivityExecutionRecordFilter { WorkflowInstanceId = id, ActivityId = "co" }, Token)).Single();
        Assert.Equal([followed.Length == 0 ? """["Approved"]""" : followed[0] == "a" ? "Approved" : "Rejected"], used.Payload!["Outcomes"].ConvertTo<string[]>()!);
        Assert.Equal("v", used.Outputs!["R"]);
    }

    // The file is of version 2 and the one that uses it pins that version, by number and by identity: both stay as they are where the definition is new.
    [Fact]
    public async Task A_workflow_used_as_an_activity_is_the_version_that_its_file_says()
    {
        await ImportAsync("child-who");
        var id = await RunAsync("uses-child-activity", WorkflowSubStatus.Finished);

        await AssertJournalAsync(id, "uses-child-activity");
        Assert.Equal("Hello FromActivity", await VariableAsync(id, "G"));
        foreach (var name in new[] { "child-who", "uses-child-activity" })
        {
            var file = await _node.CallAsync<IWorkflowDefinitionExporter, WorkflowDefinitionExportResult?>(x => x.ExportAsync(name, cancellationToken: Token));
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(TestFiles.Definition(name)), JsonNode.Parse(file!.Data)), Encoding.UTF8.GetString(file.Data));
        }
    }

    // Where there was a version of it before, the file becomes the next one; what pins it by a number that is not here still finds it.
    [Fact]
    public async Task A_version_that_is_pinned_elsewhere_is_found_by_its_definition()
    {
        await ImportAsync("child-who", x => x["id"] = "");
        var id = await RunAsync("uses-child-activity", WorkflowSubStatus.Finished);

        await AssertJournalAsync(id, "uses-child-activity");
        Assert.Equal([1], (await _node.Get<IWorkflowDefinitionStore>().FindManyAsync(new WorkflowDefinitionFilter { DefinitionId = "child-who" }, Token)).Select(x => x.Version));
    }

    // As recorded: an object of a class keeps the names of its members, and scripts see the names of enums until the instance waits.
    [Fact]
    public async Task A_result_looks_the_same_to_scripts_before_and_after_a_wait()
    {
        await ImportAsync("child");
        var id = await RunAsync("execute-workflow", WorkflowSubStatus.Finished);

        var line = (await _node.Get<IActivityExecutionStore>().FindManyAsync(new ActivityExecutionRecordFilter { WorkflowInstanceId = id, ActivityId = "w" }, Token)).Single();
        var child = Assert.Single(await _node.InstancesAsync("child")).Id;
        Assert.Equal(
            $$$"""{"WorkflowDefinitionVersionId":null,"WorkflowInstanceId":"{{{child}}}","CorrelationId":null,"Status":"Finished","SubStatus":"Finished","Output":{"Greeting":"Hello Exec"}}""",
            line.ActivityState!["Text"].ConvertTo<string>());
        var stored = Assert.IsType<JsonElement>(await VariableAsync(id, "R"));
        Assert.Equal(
            $$$"""{"WorkflowDefinitionVersionId":null,"WorkflowInstanceId":"{{{child}}}","CorrelationId":null,"Status":1,"SubStatus":3,"Output":{"Greeting":"Hello Exec"}}""",
            stored.GetRawText());
    }

    [Fact]
    public async Task An_event_without_a_payload_does_not_find_that_of_another()
    {
        var definition = "events-" + GetType().Name;
        await _node.PublishAsync(definition, new Elsa.Workflows.Activities.Sequence
        {
            Id = "s",
            Activities = { new Event("First" + definition) { Id = "first" }, new Event("Second" + definition) { Id = "second" } },
        });
        var id = (await _node.StartWorkflowAsync(definition)).WorkflowInstanceId!;
        await _node.CallAsync<IEventPublisher>(x => x.PublishAsync("First" + definition, payload: 5, cancellationToken: Token));
        await Eventually.TrueAsync(async () => (await _node.JournalAsync(id)).Contains("Suspended second"));
        await _node.CallAsync<IEventPublisher>(x => x.PublishAsync("Second" + definition, cancellationToken: Token));

        await _node.UntilStatusAsync(id, WorkflowSubStatus.Finished);
        var executions = (await _node.Get<IActivityExecutionStore>().FindManyAsync(new ActivityExecutionRecordFilter { WorkflowInstanceId = id }, Token)).ToDictionary(x => x.ActivityId);
        Assert.Equal((5, null), (executions["first"].Outputs!["Result"].ConvertTo<int?>(), executions["second"].Outputs!["Result"].ConvertTo<int?>()));
    }

    // As recorded: the records of all activities around the one that faulted count the fault, also if it happened bursts after they were stored.
    [Fact]
    public async Task A_fault_after_a_wait_is_counted_all_the_way_up()
    {
        var definition = "late-fault-" + GetType().Name;
        await _node.PublishAsync(definition, new Elsa.Workflows.Activities.Sequence { Id = "s", Activities = { new Event("Go" + definition), new Elsa.Workflows.Activities.Fault { Id = "f" } } });
        var id = (await _node.StartWorkflowAsync(definition)).WorkflowInstanceId!;
        await _node.CallAsync<IEventPublisher>(x => x.PublishAsync("Go" + definition, cancellationToken: Token));

        await _node.UntilStatusAsync(id, WorkflowSubStatus.Faulted);
        var executions = await _node.Get<IActivityExecutionStore>().FindManyAsync(new ActivityExecutionRecordFilter { WorkflowInstanceId = id }, Token);
        Assert.Equal(["Workflow1 1", "f 1", "s 1"], executions.Where(x => x.AggregateFaultCount > 0).Select(x => $"{x.ActivityId} {x.AggregateFaultCount}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_job_runs_in_the_background_in_a_burst_of_its_own()
    {
        var definition = "job-" + GetType().Name;
        await _node.PublishAsync(definition, new Elsa.Workflows.Activities.Sequence { Id = "s", Activities = { new Job { Id = "job" }, new Mark { Id = "after" } } });
        var id = (await _node.StartWorkflowAsync(definition)).WorkflowInstanceId!;

        await _node.UntilStatusAsync(id, WorkflowSubStatus.Finished);

        Assert.Equal(["Started Workflow1", "Started s", "Started job", "Suspended job", "Resumed job", "Completed job", "Started after", "Completed after", "Completed s", "Completed Workflow1"], await _node.JournalAsync(id));
        Assert.Equal((1, 1), (Mark.Count(id, "job"), Mark.Count(id, "after")));
        Assert.Empty(await _node.BookmarksAsync(id));
    }

    private static string WithoutRoot(string line) => line.Replace("Workflow2", "Workflow1", StringComparison.Ordinal);

    private async Task<WorkflowDefinition> ImportAsync(string name, Action<JsonNode>? change = null)
    {
        var json = JsonNode.Parse(TestFiles.Definition(name))!;
        change?.Invoke(json);
        var model = _node.Get<IActivitySerializer>().Deserialize<WorkflowDefinitionModel>(json.ToJsonString());
        var result = await _node.CallAsync<IWorkflowDefinitionImporter, ImportWorkflowResult>(x => x.ImportAsync(new SaveWorkflowDefinitionRequest { Model = model!, Publish = true }, Token));
        Assert.True(result.Succeeded, string.Join("; ", result.ValidationErrors.Select(x => x.Message)));
        return result.WorkflowDefinition;
    }

    private async Task<string> RunAsync(string name, WorkflowSubStatus status)
    {
        var definition = await ImportAsync(name);
        var response = await _node.CallAsync<IWorkflowStarter, StartWorkflowResponse>(x => x.StartWorkflowAsync(
            new StartWorkflowRequest { WorkflowDefinitionHandle = Elsa.Workflows.Models.WorkflowDefinitionHandle.ByDefinitionVersionId(definition.Id) }, Token));
        await _node.UntilStatusAsync(response.WorkflowInstanceId!, status);
        return response.WorkflowInstanceId!;
    }

    private async Task AssertJournalAsync(string id, string run) => Assert.Equal(TestFiles.Lines($"{run}.journal.txt"), await _node.RecordedJournalAsync(id));

    private async Task<object?> VariableAsync(string id, string name) =>
        (await _node.CallAsync<IWorkflowInstanceVariableManager, IEnumerable<ResolvedVariable>>(x => x.GetVariablesAsync(id, cancellationToken: Token))).Single(x => x.Variable.Name == name).Value;
}

/// <summary>The same on a database, which outlives the node.</summary>
public abstract class DurableRecordedRuntimeRunsContract(TestStorage storage) : RecordedRuntimeRunsContract(storage)
{
    [Fact]
    public async Task A_job_of_aNode_that_never_came_to_it_is_done_by_another()
    {
        var definition = "lost-job-" + GetType().Name;
        await Node.PublishAsync(definition, new Elsa.Workflows.Activities.Sequence { Id = "s", Activities = { new Job { Id = "job" } } });
        await Node.DisposeAsync();
        string id;
        await using (var idle = await RuntimeNode.StartAsync(Storage, withWorkers: false))
        {
            id = (await idle.StartWorkflowAsync(definition)).WorkflowInstanceId!;
            Assert.Equal(WorkflowSubStatus.Suspended, (await idle.FindAsync(id))!.SubStatus);
        }

        Node = await RuntimeNode.StartAsync(Storage);
        await Node.UntilStatusAsync(id, WorkflowSubStatus.Finished);
        Assert.Equal(1, Mark.Count(id, "job"));
    }
}

public sealed class MemoryRecordedRuntimeRunsTests() : RecordedRuntimeRunsContract(new MemoryTestStorage());

public sealed class SqliteRecordedRuntimeRunsTests() : DurableRecordedRuntimeRunsContract(new SqliteTestStorage());

public sealed class PostgreSqlRecordedRuntimeRunsTests(PostgresServer server) : DurableRecordedRuntimeRunsContract(new PostgreSqlTestStorage(server));
