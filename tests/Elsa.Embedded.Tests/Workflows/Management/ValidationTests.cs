using Elsa.Common.Models;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Features;
using Elsa.Workflows.Management.Models;

namespace Elsa.Embedded.Tests.Workflows.Management;

/// <summary>What stands against publishing: each problem names the activity as people know it. Drafts are saved whatever is wrong with them.</summary>
public sealed class ValidationTests
{
    private const string Line = """{"id":"w","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"Literal","value":"x"}}}""";
    private const string Decision = """{"id":"d","type":"Elsa.FlowDecision"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // The recorded server publishes it, and the run faults.
    [Fact]
    public Task An_activity_of_an_unknown_type_is_named() =>
        RefusedAsync(Sequence("""{"id":"x","name":"Mount","type":"My.Unknown","version":1}"""), "Not Found Activity ‘Mount’: there is no activity of the type My.Unknown here", "x");

    [Fact]
    public Task An_input_that_is_required_is_named_with_its_activity() =>
        RefusedAsync(
            Sequence("""{"id":"e","name":"Event1","type":"Elsa.Event","metadata":{"displayText":"Wait for tape"},"eventName":{"typeName":"String","expression":{"type":"Literal","value":" "}}}"""),
            "Wait for tape ‘Event1’: Event Name is required.",
            "e");

    [Fact]
    public Task A_variable_stands_for_a_required_value() =>
        AcceptedAsync(Sequence("""{"id":"e","type":"Elsa.Event","eventName":{"typeName":"String","expression":{"type":"Variable","value":{"id":"v","name":"V"}}}}"""));

    [Fact]
    public Task Two_activities_with_one_id_are_named() =>
        RefusedAsync(Sequence(Line, """{"id":"w","name":"Second","type":"Elsa.Start"}"""), "Start ‘Second’: its id ‘w’ is that of Write Line ‘w’ too", "w");

    [Fact]
    public Task An_id_is_free_again_in_another_container() =>
        AcceptedAsync(Sequence(Line, $$"""{"id":"inner","type":"Elsa.Sequence","activities":[{{Line}}]}"""));

    [Fact]
    public Task What_starts_a_workflow_shares_its_id_with_nobody() =>
        RefusedAsync(
            Sequence("""{"id":"w","type":"Elsa.Timer","customProperties":{"canStartWorkflow":true}}""", $$"""{"id":"inner","type":"Elsa.Sequence","activities":[{{Line}}]}"""),
            "Timer ‘w’: its id ‘w’ is that of Write Line ‘w’ too",
            "w");

    [Fact]
    public Task What_composites_are_made_of_is_no_part_of_the_definition() =>
        AcceptedAsync(Sequence("""{"id":"g1","type":"Samples.Greeting"}""", """{"id":"g2","type":"Samples.Greeting"}"""));

    [Fact]
    public Task A_connection_to_an_activity_that_is_not_there_is_named() =>
        RefusedAsync(
            Flowchart([Line], """{"source":{"activity":"w","port":"Done"},"target":{"activity":"gone"}}"""),
            "a connection leads from ‘w’ to ‘gone’, but there is no activity ‘gone’ in it",
            "fc");

    [Fact]
    public Task A_connection_from_an_outcome_that_is_not_there_is_named() =>
        RefusedAsync(
            Flowchart([Decision, Line], """{"source":{"activity":"d","port":"Maybe"},"target":{"activity":"w"}}"""),
            "Decision ‘d’: the connection to Write Line ‘w’ leaves by ‘Maybe’, but it only leaves by True, False.",
            "d");

    [Fact]
    public Task The_cases_of_a_switch_are_its_outcomes() => AcceptedAsync(Flowchart(
        ["""{"id":"s","type":"Elsa.FlowSwitch","cases":[{"label":"Low","condition":{"type":"Literal","value":true}}]}""", Line],
        """{"source":{"activity":"s","port":"Low"},"target":{"activity":"w"}}"""));

    [Theory]
    [InlineData("""{"source":{"activity":"w"},"target":{"activity":"w"}}""", "Write Line ‘w’: it repeats for ever")]
    [InlineData("""{"source":{"activity":"w"},"target":{"activity":"d"}},{"source":{"activity":"d","port":"True"},"target":{"activity":"w"}},{"source":{"activity":"d","port":"False"},"target":{"activity":"w"}}""", "these 2 activities repeat for ever")]
    public Task A_loop_without_a_way_out_is_named(string connections, string message) =>
        RefusedAsync(Flowchart([Line, Decision, """{"id":"s","type":"Elsa.Start"}"""], $$$"""{"source":{"activity":"s"},"target":{"activity":"w"}},{{{connections}}}"""), message, "w");

    [Theory]
    [InlineData("""{"id":"d","type":"Elsa.FlowDecision"}""", "True")]
    [InlineData("""{"id":"d","type":"Elsa.Delay"}""", "Done")]
    [InlineData("""{"id":"d","type":"Elsa.RunJavaScript"}""", "Done")]
    public Task A_loop_that_waits_or_has_a_way_out_is_as_meant(string activity, string port) => AcceptedAsync(Flowchart(
        [Line, activity],
        $$$"""{"source":{"activity":"w"},"target":{"activity":"d"}},{"source":{"activity":"d","port":"{{{port}}}"},"target":{"activity":"w"}}"""));

    [Fact]
    public Task An_expression_in_a_language_that_is_not_switched_on_is_named() =>
        RefusedAsync(
            Sequence("""{"id":"w","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"Basic","value":"10 PRINT"}}}"""),
            "Write Line ‘w’: Text is written in Basic, which is not switched on here",
            "w");

    // As in the recorded definition flowchart-basic, whose other branch needs none.
    [Fact]
    public Task An_expression_in_a_language_of_other_hosts_is_left_to_the_run() =>
        AcceptedAsync(Sequence("""{"id":"w","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"Liquid","value":"{{ x }}"}}}"""));

    [Theory]
    [InlineData("61 * * * *")]
    [InlineData("never")]
    [InlineData("0 0 30 2 *")]
    public Task A_cron_expression_that_is_never_due_is_named(string expression) =>
        RefusedAsync(Sequence(Cron("Literal", expression)), "Cron ‘c’", "c");

    [Fact]
    public Task A_trigger_that_needs_a_running_instance_is_named() =>
        RefusedAsync(Sequence(Cron("JavaScript", "nothing.of.the.kind")), "The trigger ‘c’ (Elsa.Cron) cannot start the workflow: ", "c");

    [Fact]
    public async Task Two_endpoints_with_one_path_and_method_are_named()
    {
        var endpoint = """{"id":"@","type":"Elsa.HttpEndpoint","customProperties":{"canStartWorkflow":true},"path":{"typeName":"String","expression":{"type":"Literal","value":"tapes"}},"supportedMethods":{"expression":{"type":"Object","value":"[\"GET\"]"}}}""";
        await RefusedAsync(Sequence(endpoint.Replace('@', 'a'), endpoint.Replace('@', 'b')), "The /tapes path and get method are used twice in this workflow.", "b");
    }

    [Fact]
    public async Task A_draft_is_saved_whatever_is_wrong_with_it_and_what_is_published_stays()
    {
        await using var engine = await StartAsync();
        Assert.True((await ImportAsync(engine, Definition(Sequence(Line)), publish: true)).Succeeded);
        var wrong = Definition(Flowchart([Line, Line, """{"id":"x","type":"My.Unknown"}"""], """{"source":{"activity":"w"},"target":{"activity":"gone"}}"""));

        var draft = await ImportAsync(engine, wrong, publish: false);
        var published = await ImportAsync(engine, wrong, publish: true);

        Assert.True(draft.Succeeded);
        Assert.False(published.Succeeded);
        Assert.Equal(3, published.ValidationErrors.Count);
        var definitions = engine.Get<IWorkflowDefinitionService>();
        Assert.Equal(1, (await definitions.FindWorkflowGraphAsync("a", VersionOptions.Published, Token))!.Workflow.Identity.Version);
        var latest = await definitions.FindWorkflowDefinitionAsync("a", VersionOptions.Latest, Token);
        Assert.Equal((2, false), (latest!.Version, latest.IsPublished));
        Assert.Contains("gone", latest.StringData, StringComparison.Ordinal);
        Assert.Contains("My.Unknown", latest.StringData, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_may_publish_in_spite_of_everything()
    {
        await using var engine = await StartAsync(x => x.UseFailOnValidationErrors(false));

        var result = await ImportAsync(engine, Definition(Sequence("""{"id":"x","type":"My.Unknown"}""")), publish: true);

        Assert.True(result.Succeeded);
        Assert.Single(result.ValidationErrors);
    }

    [Theory]
    [InlineData("\"options\":{\"activationStrategyType\":\"Elsewhere\"}", "The workflow names the activation strategy ‘Elsewhere’, which is not known here.")]
    [InlineData("\"options\":{\"incidentStrategyType\":\"Elsewhere\"}", "The workflow names the incident strategy ‘Elsewhere’, which is not known here.")]
    [InlineData("\"options\":{\"commitStrategyName\":\"Elsewhere\"}", "The workflow names the commit strategy ‘Elsewhere’, which is not known here; WorkflowExecuting, ")]
    [InlineData("\"variables\":[{\"id\":\"n\",\"name\":\"N\",\"typeName\":\"Int32\",\"value\":\"many\"}]", "The initial value of the variable 'N' does not fit its type: Cannot convert 'many'")]
    [InlineData("\"variables\":[{\"id\":\"n\",\"name\":\"N\",\"typeName\":\"Int32\",\"storageDriverTypeName\":\"Elsewhere\"}]", "The variable ‘N’ is stored by ‘Elsewhere’, which is not known here.")]
    public async Task What_a_workflow_names_and_nobody_here_knows_is_kept_in_a_draft_and_not_published(string part, string problem)
    {
        await using var engine = await StartAsync();
        var definition = $$"""{"definitionId":"a","name":"A",{{part}},"root":{{Sequence(Line)}}}""";

        Assert.True((await ImportAsync(engine, definition, publish: false)).Succeeded);
        var refused = await ImportAsync(engine, definition, publish: true);

        Assert.False(refused.Succeeded);
        Assert.StartsWith(problem, Assert.Single(refused.ValidationErrors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_commit_strategy_that_an_activity_names_is_known() =>
        RefusedAsync(Sequence(Line.Replace("\"text\"", "\"customProperties\":{\"commitStrategyName\":\"Elsewhere\"},\"text\"", StringComparison.Ordinal)), "it names the commit strategy ‘Elsewhere’", "w");

    [Fact]
    public Task Strategies_and_drivers_may_have_their_long_names() => AcceptedAsync(
        Sequence(Line),
        """
        "options":{"activationStrategyType":"Elsa.Workflows.Runtime.ActivationValidators.SingletonStrategy, Elsa.Workflows.Runtime","incidentStrategyType":"ContinueWithIncidentsStrategy","commitStrategyName":"ActivityExecuted"},
        "variables":[{"id":"n","name":"N","typeName":"Int32","value":"5","storageDriverTypeName":"Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core"}],
        """);

    [Fact]
    public async Task Of_many_problems_the_first_are_told()
    {
        await using var engine = await StartAsync();
        var unknown = Enumerable.Range(0, 1000).Select(x => $$"""{"id":"x{{x}}","type":"My.Unknown"}""").ToArray();

        var result = await ImportAsync(engine, Definition(Sequence(unknown)), publish: true);

        Assert.Equal("And 950 more problems.", result.ValidationErrors.Last().Message);
        Assert.Equal(51, result.ValidationErrors.Count);
    }

    private static string Sequence(params string[] activities) => $$"""{"id":"seq","type":"Elsa.Sequence","activities":[{{string.Join(',', activities)}}]}""";

    private static string Flowchart(string[] activities, string connections) =>
        $$"""{"id":"fc","type":"Elsa.Flowchart","activities":[{{string.Join(',', activities)}}],"connections":[{{connections}}]}""";

    private static string Cron(string language, string expression) =>
        """{"id":"c","type":"Elsa.Cron","customProperties":{"canStartWorkflow":true},"cronExpression":{"typeName":"String","expression":{"type":"@language@","value":"@text@"}}}"""
            .Replace("@language@", language, StringComparison.Ordinal).Replace("@text@", expression, StringComparison.Ordinal);

    private static string Definition(string root) => $$$"""{"definitionId":"a","name":"A","variables":[{"id":"v","name":"V","typeName":"String"}],"root":{{{root}}}}""";

    private static Task<Engine> StartAsync(Action<WorkflowManagementFeature>? configure = null) => Engine.StartAsync(elsa =>
    {
        elsa.UseJavaScript().UseScheduling().UseHttp();
        elsa.UseWorkflowManagement(configure);
    });

    private static async Task<ImportWorkflowResult> ImportAsync(Engine engine, string json, bool publish)
    {
        var model = engine.Get<IActivitySerializer>().Deserialize<WorkflowDefinitionModel>(json)!;
        return await engine.Get<IWorkflowDefinitionImporter>().ImportAsync(new SaveWorkflowDefinitionRequest { Model = model, Publish = publish }, Token);
    }

    private static async Task RefusedAsync(string root, string message, string activityId)
    {
        await using var engine = await StartAsync();
        var result = await ImportAsync(engine, Definition(root), publish: true);
        Assert.False(result.Succeeded);
        var error = Assert.Single(result.ValidationErrors);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(activityId, error.ActivityId);
    }

    private static async Task AcceptedAsync(string root, string? parts = null)
    {
        await using var engine = await StartAsync();
        var definition = parts is null ? Definition(root) : $$"""{"definitionId":"a","name":"A",{{parts}}"root":{{root}}}""";
        var result = await ImportAsync(engine, definition, publish: true);
        Assert.True(result.Succeeded, string.Join("; ", result.ValidationErrors.Select(x => x.Message)));
    }
}
