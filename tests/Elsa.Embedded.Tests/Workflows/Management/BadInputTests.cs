using System.Text.Json;
using Elsa.Common.Models;
using Elsa.Workflows;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Models;

namespace Elsa.Embedded.Tests.Workflows.Management;

/// <summary>What comes from outside and is wrong: an error that says what and where, nothing lost, nothing that hangs.</summary>
public sealed class BadInputTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"definitionId":"a","root":{"type":"Elsa.Sequence",}}""", "LineNumber: 0 | BytePositionInLine: ")]
    [InlineData("""{"definitionId":7}""", "$.definitionId")]
    [InlineData("""{"definitionId":"a","root":{"id":"s"}}""", "An activity has no type.")]
    [InlineData("""{"definitionId":"a","root":{"type":"Elsa.Sequence","id":"s","activities":7}}""", "Activity 's' (Elsa.Sequence), property 'activities'")]
    [InlineData("""{"definitionId":"a","root":{"type":"Elsa.Sequence","id":"s","activities":[{"type":"Elsa.WriteLine","id":"w","text":"x"}]}}""", "Activity 'w' (Elsa.WriteLine), property 'text'")]
    [InlineData("""{"definitionId":"a","root":{"type":"Elsa.Flowchart","id":"f","connections":[7]}}""", "Activity 'f' (Elsa.Flowchart), property 'connections'")]
    public async Task What_cannot_be_read_is_refused_with_its_place(string json, string place)
    {
        await using var engine = await Engine.StartAsync();
        var error = Assert.ThrowsAny<JsonException>(() => engine.Get<IActivitySerializer>().Deserialize<WorkflowDefinitionModel>(json));
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_that_cannot_run_is_kept_and_says_why_when_it_is_run()
    {
        await using var engine = await Engine.StartAsync();
        const string json = """{"definitionId":"a","root":{"type":"Elsa.Sequence","id":"s","activities":[{"type":"Elsa.Start","id":"w"},{"type":"Elsa.Start","id":"w"}]}}""";
        Assert.True((await ImportAsync(engine, json, publish: false)).Succeeded);

        var definitions = engine.Get<IWorkflowDefinitionService>();
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => definitions.FindWorkflowGraphAsync("a", VersionOptions.Latest, Token));

        Assert.Contains("Two activities of the workflow 'a' have the id 'w' at 'Workflow1:s:w'", error.Message, StringComparison.Ordinal);
        Assert.NotNull(await definitions.FindWorkflowDefinitionAsync("a", VersionOptions.Latest, Token));
    }

    [Fact]
    public async Task A_definition_without_a_root_is_an_empty_draft_as_recorded()
    {
        await using var engine = await Engine.StartAsync();
        var result = await ImportAsync(engine, "{}", publish: false);

        Assert.True(result.Succeeded);
        Assert.NotEmpty(result.WorkflowDefinition.DefinitionId);
        Assert.Contains("Elsa.Sequence", result.WorkflowDefinition.StringData, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_thousand_activities_are_imported_checked_and_published()
    {
        await using var engine = await Engine.StartAsync();
        var activities = string.Join(',', Enumerable.Range(0, 10_000).Select(i => $$"""{"type":"Elsa.Start","id":"a{{i}}"}"""));
        var connections = string.Join(',', Enumerable.Range(1, 9_999).Select(i => $$$"""{"source":{"activity":"a{{{i - 1}}}"},"target":{"activity":"a{{{i}}}"}}"""));

        var result = await ImportAsync(engine, """{"definitionId":"big","root":{"type":"Elsa.Flowchart","id":"f","activities":[""" + activities + """],"connections":[""" + connections + "]}}", publish: true);

        Assert.True(result.Succeeded, string.Join("; ", result.ValidationErrors.Select(x => x.Message)));
    }

    private static async Task<ImportWorkflowResult> ImportAsync(Engine engine, string json, bool publish)
    {
        var model = engine.Get<IActivitySerializer>().Deserialize<WorkflowDefinitionModel>(json)!;
        return await engine.Get<IWorkflowDefinitionImporter>().ImportAsync(new SaveWorkflowDefinitionRequest { Model = model, Publish = publish }, Token);
    }
}
