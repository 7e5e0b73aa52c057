using Elsa.Common.Models;
using Elsa.Embedded.Tests.Persistence;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.LogPersistence;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;

namespace Elsa.Embedded.Tests.Workflows.Runtime;

/// <summary>What is recorded of an execution is decided from the inside out: the value, the activity, what is around it, the workflow, the host.</summary>
public sealed class LogPersistenceTests : IAsyncDisposable
{
    private const string Exclude = """{"evaluationMode":"Strategy","strategyType":"Elsa.Workflows.LogPersistence.Strategies.Exclude, Elsa.Workflows.Core"}""";
    private const string Include = """{"evaluationMode":"Strategy","strategyType":"Elsa.Workflows.LogPersistence.Strategies.Include, Elsa.Workflows.Core"}""";

    private readonly MemoryTestStorage _storage = new();
    private RuntimeNode? _node;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_is_recorded_unless_someone_says_otherwise()
    {
        var (record, journal) = await RunAsync("{}", "{}");

        Assert.Equal(("scratch", "TF0001L8", 0), (record.ActivityState!["Pool"], record.Outputs!["Barcode"], record.Outputs["Result"]));
        Assert.Equal("scratch", record.Payload!["Pool"]);
        Assert.NotNull(journal.Payload);
    }

    [Fact]
    public async Task An_activity_leaves_out_the_values_that_it_names()
    {
        var config = $$$$$$"""{"logPersistenceConfig":{"default":{"evaluationMode":"Strategy"},"inputs":{"pool":{{{{{{Exclude}}}}}}},"outputs":{"barcode":{{{{{{Exclude}}}}}}}}}""";
        var (record, journal) = await RunAsync("{}", config);

        Assert.DoesNotContain("Pool", record.ActivityState!.Keys);
        Assert.Contains("Wait", record.ActivityState.Keys);
        Assert.Equal(["Result"], record.Outputs!.Keys);
        Assert.NotNull(record.Payload);
        Assert.NotNull(journal.Payload);
    }

    [Fact]
    public async Task A_workflow_leaves_out_what_its_activities_do_not_ask_for()
    {
        var config = $$$$$$"""{"logPersistenceConfig":{"default":{"evaluationMode":"Strategy"},"outputs":{"barcode":{{{{{{Include}}}}}}}}}""";
        var (record, journal) = await RunAsync($$$$$$"""{"logPersistenceConfig":{"default":{{{{{{Exclude}}}}}}}}""", config);

        Assert.Empty(record.ActivityState!);
        Assert.Equal(["Barcode"], record.Outputs!.Keys);
        Assert.Null(record.Payload);
        Assert.Equal(("Mounted a volume of scratch", (object?)null), (journal.Message, journal.Payload));
    }

    [Fact]
    public async Task The_internal_state_alone_can_be_left_out()
    {
        var (record, journal) = await RunAsync("{}", $$$$$$"""{"logPersistenceConfig":{"default":{"evaluationMode":"Strategy"},"internalState":{{{{{{Exclude}}}}}}}}""");

        Assert.Equal("scratch", record.ActivityState!["Pool"]);
        Assert.Null(record.Payload);
        Assert.Null(journal.Payload);
    }

    [Fact]
    public async Task An_older_definition_names_the_mode()
    {
        var (record, _) = await RunAsync("{}", """{"logPersistenceMode":{"default":"Exclude","inputs":{"pool":"Include"},"outputs":{}}}""");

        Assert.Equal(["Pool"], record.ActivityState!.Keys);
        Assert.Empty(record.Outputs!);
    }

    [Theory]
    [InlineData("'Exclude'", false)]
    [InlineData("'Include'", true)]
    [InlineData("nothing.there", false)]
    public async Task An_expression_decides_and_one_that_fails_leaves_out(string script, bool isRecorded)
    {
        var (record, _) = await RunAsync("{}", $$$$$$"""{"logPersistenceConfig":{"default":{"evaluationMode":"Expression","expression":{"type":"JavaScript","value":"{{{{{{script}}}}}}"}}}}""");

        Assert.Equal(isRecorded, record.ActivityState!.ContainsKey("Pool"));
    }

    [Fact]
    public async Task The_host_leaves_out_what_no_definition_asks_for()
    {
        var (record, _) = await RunAsync("{}", "{}", LogPersistenceMode.Exclude);
        Assert.Empty(record.ActivityState!);
        Assert.Empty(record.Outputs!);
    }

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
            await _node.DisposeAsync();
    }

    private async Task<(ActivityExecutionRecord Record, WorkflowExecutionLogRecord Mounted)> RunAsync(string workflow, string activity, LogPersistenceMode host = LogPersistenceMode.Include)
    {
        _node = await RuntimeNode.StartAsync(_storage, configure: x => x.UseJavaScript().UseWorkflowManagement(management => management.SetDefaultLogPersistenceMode(host)));
        var json = $$$$$$"""{"id":"m","type":"Samples.Mount","version":1,"customProperties":{{{{{{activity}}}}}},"pool":{"typeName":"String","expression":{"type":"Literal","value":"scratch"}}}""";
        var definition = new WorkflowDefinition
        {
            Id = "logged-1",
            DefinitionId = "logged",
            Version = 1,
            IsLatest = true,
            IsPublished = true,
            StringData = json,
            CustomProperties = _node.Get<IActivitySerializer>().Deserialize<Dictionary<string, object>>(workflow)!,
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        await _node.Get<IWorkflowDefinitionStore>().SaveAsync(definition, Token);
        var id = (await _node.StartWorkflowAsync("logged")).WorkflowInstanceId!;

        Assert.Equal(WorkflowSubStatus.Finished, (await _node.FindAsync(id))!.SubStatus);
        var record = (await _node.Get<IActivityExecutionStore>().FindManyAsync(new ActivityExecutionRecordFilter { WorkflowInstanceId = id, ActivityId = "m" }, Token)).Single();
        var lines = await _node.Get<IWorkflowExecutionLogStore>().FindManyAsync(new WorkflowExecutionLogRecordFilter { WorkflowInstanceId = id }, PageArgs.All, Token);
        return (record, lines.Items.Single(x => x.EventName == "Mounted"));
    }
}
