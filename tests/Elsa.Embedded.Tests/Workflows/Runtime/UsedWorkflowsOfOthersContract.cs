using Elsa.Embedded.Tests.Persistence;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Models;
using TapeFlows.Testing;

namespace Elsa.Embedded.Tests.Workflows.Runtime;

/// <summary>Workflows used as activities are known on every node, whichever published them.</summary>
public abstract class UsedWorkflowsOfOthersContract(TestStorage storage) : IAsyncLifetime
{
    private const string User =
        """
        {"definitionId":"user","name":"User","root":{"type":"Elsa.Sequence","version":1,"id":"seq","activities":[{"type":"Sibling","version":1,"id":"ch","workflowDefinitionId":"sibling"}]}}
        """;

    private RuntimeNode _here = null!;
    private RuntimeNode _there = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await storage.InitializeAsync();
        _here = await RuntimeNode.StartAsync(storage);
        _there = await RuntimeNode.StartAsync(storage, withWorkers: false);
        await _there.Get<IActivityRegistryPopulator>().PopulateRegistryAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _there.DisposeAsync();
        await _here.DisposeAsync();
        await storage.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_needs_one_finds_it_at_once()
    {
        Assert.Null(_here.Get<IActivityRegistry>().Find("Sibling"));
        await ImportAsync(_there, Sibling("one"));
        await ImportAsync(_there, User);

        Assert.Equal("one", await TextOnAsync(_here));
    }

    [Fact]
    public async Task A_new_version_that_its_users_follow_is_used_on_every_node()
    {
        await ImportAsync(_there, Sibling("one"));
        await ImportAsync(_there, User);
        Assert.Equal("one", await TextOnAsync(_here));

        await ImportAsync(_there, Sibling("two"));
        await Eventually.TrueAsync(async () => await TextOnAsync(_here) == "two");
        Assert.Equal(2, _here.Get<IActivityRegistry>().Find("Sibling")!.Version);
    }

    [Fact]
    public async Task Who_asks_what_there_is_is_told_soon()
    {
        await ImportAsync(_there, Sibling("one"));
        await Eventually.TrueAsync(() => (_here.Get<IActivityRegistry>().Find("Sibling") is not null));

        await _there.CallAsync<IWorkflowDefinitionManager>(x => x.DeleteByDefinitionIdAsync("sibling", Token));
        await Eventually.TrueAsync(() => (_here.Get<IActivityRegistry>().Find("Sibling") is null));
    }

    private static string Sibling(string text) =>
        """
        {"definitionId":"sibling","name":"Sibling","options":{"usableAsActivity":true,"autoUpdateConsumingWorkflows":true},
         "root":{"type":"Elsa.WriteLine","version":1,"id":"w","text":{"typeName":"String","expression":{"type":"Literal","value":"@text@"}}}}
        """.Replace("@text@", text, StringComparison.Ordinal);

    private static async Task ImportAsync(RuntimeNode node, string json)
    {
        var model = node.Get<IActivitySerializer>().Deserialize<WorkflowDefinitionModel>(json)!;
        var result = await node.CallAsync<IWorkflowDefinitionImporter, ImportWorkflowResult>(
            x => x.ImportAsync(new SaveWorkflowDefinitionRequest { Model = model, Publish = true }, Token));
        Assert.True(result.Succeeded, string.Join(' ', result.ValidationErrors));
    }

    // What the published user would write, read through the workflow that it uses; empty if that is not there.
    private static async Task<string> TextOnAsync(RuntimeNode node)
    {
        var graph = await node.CallAsync<IWorkflowDefinitionService, Elsa.Workflows.Models.WorkflowGraph?>(x => x.FindWorkflowGraphAsync("user", Common.Models.VersionOptions.Published, Token));
        return graph!.Nodes.Select(x => x.Activity).OfType<WriteLine>().SingleOrDefault() is { } line ? $"{line.Text.Expression!.Value}" : "";
    }
}

public sealed class SqliteUsedWorkflowsTests() : UsedWorkflowsOfOthersContract(new SqliteTestStorage());

public sealed class PostgreSqlUsedWorkflowsTests(PostgresServer server) : UsedWorkflowsOfOthersContract(new PostgreSqlTestStorage(server));
