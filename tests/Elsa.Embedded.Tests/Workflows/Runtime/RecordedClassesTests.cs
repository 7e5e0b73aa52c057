using Elsa.Embedded.Tests.Documented;
using Elsa.Embedded.Tests.Persistence;
using Elsa.Expressions.Helpers;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Models;
using Elsa.Workflows.Options;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Filters;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Testing;

namespace Elsa.Embedded.Tests.Workflows.Runtime;

/// <summary>Workflows that are classes run as a real Elsa 3.8 server recorded them.</summary>
public abstract class RecordedClassesContract(TestStorage storage) : IAsyncLifetime
{
    private RuntimeNode _node = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await storage.InitializeAsync();
        _node = await RuntimeNode.StartAsync(storage, configure: x => x.AddWorkflow<ClrWorkflow>().AddWorkflow<ClrFlow>());
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _node.DisposeAsync();
        await storage.DisposeAsync();
    }

    [Fact]
    public async Task Everything_that_code_can_put_into_a_sequence_runs_as_recorded()
    {
        var id = await StartAsync("clr-workflow", "ClrWorkflow:v1");

        var instance = (await _node.FindAsync(id))!;
        Assert.Equal((WorkflowSubStatus.Finished, 0), (instance.SubStatus, instance.IncidentCount));
        Assert.Equal(50, instance.WorkflowState.Output["Total"].ConvertTo<int>());
        Assert.Equal(TestFiles.Lines("clr-workflow.journal.txt"), await _node.RecordedJournalAsync(id));
        Assert.Equal(TestFiles.Lines("clr-workflow.executions.txt"), await ExecutionsAsync(id));
        var executions = await _node.Get<IActivityExecutionStore>().FindManyAsync(new ActivityExecutionRecordFilter { WorkflowInstanceId = id }, Token);
        var sum = executions.Single(x => x.ActivityId == "AddNumbers1");
        Assert.Equal(("50", "50"), ($"{sum.Outputs!["Sum"]}", $"{sum.Payload!["Sum"]}"));
        var variables = await _node.CallAsync<IWorkflowInstanceVariableManager, IEnumerable<ResolvedVariable>>(x => x.GetVariablesAsync(id, cancellationToken: Token));

        // Recorded: a variable without a storage driver is what the definition says once the burst is over.
        Assert.Equal(["Total 5", "Item ", "Names a"], variables.Select(x => $"{x.Variable.Name} {(x.Value is string or null or int ? x.Value : string.Join(',', x.Value.ConvertTo<string[]>()!))}"));
    }

    [Fact]
    public async Task A_flowchart_waits_for_a_signal_as_recorded()
    {
        var id = Assert.Single(await SignalAsync("go"));
        await _node.UntilStatusAsync(id, WorkflowSubStatus.Suspended);
        Assert.Equal(TestFiles.Lines("clr-flowchart.suspended.journal.txt"), await _node.RecordedJournalAsync(id));
        Assert.Equal(TestFiles.Lines("clr-flowchart.suspended.executions.txt"), await ExecutionsAsync(id));
        Assert.Equal("WaitSignal2", Assert.Single((await _node.FindAsync(id))!.WorkflowState.Bookmarks).ActivityId);

        await SignalAsync("resume");
        await _node.UntilStatusAsync(id, WorkflowSubStatus.Finished);

        // The recorded server failed to read its own bookmark back and faulted the job; here it is done, and what follows it too.
        var recorded = TestFiles.Lines("clr-flowchart.final.journal.txt");
        Assert.StartsWith("15 Faulted", recorded[^1], StringComparison.Ordinal);
        string[] expected =
            [
                .. recorded[..^1],
                "15 Completed Workflow1:Flowchart1:JobTask1 Samples.JobTask",
                "16 Started Workflow1:Flowchart1:WriteLine3 Elsa.WriteLine",
                "17 Completed Workflow1:Flowchart1:WriteLine3 Elsa.WriteLine",
                "18 Completed Workflow1:Flowchart1 Elsa.Flowchart",
                "19 Completed Workflow1 Elsa.Workflow",
            ];
        Assert.Equal(expected, await _node.RecordedJournalAsync(id));
    }

    [Fact]
    public async Task Classes_are_stored_as_versions_of_their_provider()
    {
        var stored = (await _node.Get<IWorkflowDefinitionStore>().FindAsync(new WorkflowDefinitionFilter { DefinitionId = "clr-workflow" }, Token))!;

        Assert.Equal(("ClrWorkflow:v1", "CLR Workflow", "CLR", 1, true), (stored.Id, stored.Name, stored.MaterializerName, stored.Version, stored.IsPublished));
        Assert.Equal(["totalVariable", "itemVariable", "namesVariable"], stored.Variables.Select(x => x.Id));
    }

    private async Task<string> StartAsync(string definitionId, string versionId)
    {
        var handle = new WorkflowDefinitionHandle { DefinitionId = definitionId, DefinitionVersionId = versionId };
        var request = new StartWorkflowRequest { WorkflowDefinitionHandle = handle, Input = new Dictionary<string, object> { ["Name"] = "Al" } };
        return (await _node.CallAsync<IWorkflowStarter, StartWorkflowResponse>(x => x.StartWorkflowAsync(request, Token))).WorkflowInstanceId!;
    }

    private async Task<List<string>> SignalAsync(string signal)
    {
        var result = await _node.CallAsync<IStimulusSender, Elsa.Workflows.Runtime.Results.SendStimulusResult>(x => x.SendAsync("Samples.WaitSignal", new SignalStimulus(signal), cancellationToken: Token));
        return result.WorkflowInstanceResponses.Select(x => x.WorkflowInstanceId).ToList();
    }

    private async Task<IEnumerable<string>> ExecutionsAsync(string id)
    {
        var order = new Elsa.Workflows.Runtime.OrderDefinitions.ActivityExecutionRecordOrder<DateTimeOffset>(x => x.StartedAt, Common.Entities.OrderDirection.Ascending);
        var records = await _node.Get<IActivityExecutionStore>().FindManyAsync(new ActivityExecutionRecordFilter { WorkflowInstanceId = id }, order, Token);
        return records.Select(x => $"{x.ActivityNodeId} {x.Status} depth={x.CallStackDepth ?? 0} by={x.SchedulingActivityId ?? "-"} faults={x.AggregateFaultCount}");
    }
}

public sealed class MemoryRecordedClassesTests() : RecordedClassesContract(new MemoryTestStorage());

public sealed class SqliteRecordedClassesTests() : RecordedClassesContract(new SqliteTestStorage());

public sealed class PostgreSqlRecordedClassesTests(PostgresServer server) : RecordedClassesContract(new PostgreSqlTestStorage(server));

/// <summary>Workflows that are classes, without a runtime.</summary>
public sealed class ClassWorkflowTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_workflow_with_a_result_returns_it()
    {
        await using var engine = await Engine.StartAsync();
        var runner = engine.Get<IWorkflowRunner>();

        Assert.Equal(5, (await runner.RunAsync(new SumWorkflow(), cancellationToken: Token)).Result);
        Assert.Equal(5, await runner.RunAsync<SumWorkflow, int>(cancellationToken: Token));
    }

    [Fact]
    public async Task What_the_builder_was_told_is_in_the_definition()
    {
        await using var engine = await Engine.StartAsync();
        var workflow = await engine.Get<IWorkflowBuilderFactory>().CreateBuilder().BuildWorkflowAsync(new SumWorkflow(), Token);

        Assert.Equal(new WorkflowIdentity("sum", 1, "sum-of-two"), workflow.Identity);
        Assert.Equal((true, true, "ops"), (workflow.IsReadonly, workflow.IsSystem, workflow.CustomProperties["owner"]));
    }

    [Fact]
    public void Inputs_and_outputs_are_described_in_every_way()
    {
        var builder = new Elsa.Workflows.Builders.WorkflowBuilderFactory(null!).CreateBuilder();

        builder.WithInput<int>("a", "first");
        builder.WithInput("b", typeof(string), "second");
        builder.WithInput("c", typeof(bool), x => x.Category = "Flags");
        builder.WithInput(x => x.Name = "d").Type = typeof(long);
        builder.WithInput(new InputDefinition { Name = "e" });
        builder.WithOutput("f", typeof(int), x => x.DisplayName = "F!");
        builder.WithOutput(x => x.Name = "g");
        builder.WithOutput(new OutputDefinition { Name = "h" });

        Assert.Equal(["a Int32 first", "b String second", "c Boolean ", "d Int64 ", "e Object "], builder.Inputs.Select(x => $"{x.Name} {x.Type.Name} {x.Description}"));
        Assert.Equal(["f Int32 F!", "g Object ", "h Object "], builder.Outputs.Select(x => $"{x.Name} {x.Type.Name} {x.DisplayName}"));
    }

    [Fact]
    public async Task Workflows_are_added_to_the_services_too()
    {
        await using var engine = await Engine.StartAsync(register: x => x.AddWorkflow<SumWorkflow>());

        var stored = await engine.Get<IWorkflowDefinitionStore>().FindAsync(new WorkflowDefinitionFilter { DefinitionId = "sum" }, Token);

        Assert.Equal((true, "sum-of-two"), (stored!.IsReadonly, stored.Id));
    }
}
