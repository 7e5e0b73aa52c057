namespace Elsa.Embedded.Tests.Api;

/// <summary>The recorded requests get answers of the same status and shape. Where the recorded server is wrong, or this one says more, it is written down here.</summary>
public sealed class RecordedApiTests
{
    [Fact]
    public Task Descriptors_and_features() => ReplayAsync(
        [],
        "descriptors/activity-WriteLine", "descriptors/activity-WriteLine-v1", "descriptors/activity-unknown", "descriptors/activity-options-DispatchWorkflow", "descriptors/activity-options-SetVariable",
        "descriptors/commit-strategies-activities", "descriptors/commit-strategies-workflows", "descriptors/expression-descriptors", "descriptors/incident-strategies",
        "descriptors/log-persistence-strategies", "descriptors/output-converters", "descriptors/storage-drivers", "descriptors/variables", "descriptors/workflow-activation-strategies",
        "output-converters/list", "features/installed", "features/installed-unknown", "package/version", "package/version-noauth", "errors/no-auth", "errors/unknown-route", "errors/method-not-allowed",
        "runtime-admin/status", "runtime-admin/pause", "runtime-admin/status-paused", "bookmark-queue/dead-letters", "bookmark-queue/dead-letters-post", "bookmark-queue/dead-letter-404",
        "resilience/strategies", "resilience/retries", "events/trigger-no-listeners", "tasks/complete-unknown");

    [Fact]
    public Task Definitions_and_versions() => ReplayAsync(
        Recordings.Folder is null ? [] : Recordings.Definitions,
        "workflow-definitions/get-by-id", "workflow-definitions/get-by-definition-id", "workflow-definitions/get-by-id-404", "workflow-definitions/get-by-definition-id-404",
        "workflow-definitions/many-by-id", "workflow-definitions/list-no-paging", "workflow-definitions/list-search", "workflow-definitions/list-latest-or-published", "workflow-definitions/count",
        "workflow-definitions/is-name-unique-no", "workflow-definitions/is-name-unique-self", "workflow-definitions/is-name-unique-yes",
        "workflow-definitions/consumers", "workflow-definitions/consumers-with", "workflow-definitions/subgraph-parent", "workflow-definitions/subgraph-segments",
        "workflow-definitions/export-json", "workflow-definitions/export-404", "workflow-definitions/export-include-consuming", "workflow-definitions/bulk-export",
        "workflow-definitions/save-draft-new", "workflow-definitions/save-draft-new-no-definition-id", "workflow-definitions/save-duplicate-name", "workflow-definitions/save-unknown-activity",
        "workflow-definitions/publish", "workflow-definitions/publish-again", "workflow-definitions/save-draft-of-published", "workflow-definitions/versions", "workflow-definitions/retract",
        "workflow-definitions/retract-again", "workflow-definitions/revert", "workflow-definitions/publish-404", "workflow-definitions/retract-404", "workflow-definitions/versions-404",
        "workflow-definitions/import", "workflow-definitions/import-again", "workflow-definitions/import-with-id-route", "workflow-definitions/update-references",
        "workflow-definitions/bulk-publish", "workflow-definitions/bulk-retract", "workflow-definitions/refresh", "workflow-definitions/reload",
        "workflow-definitions/save-activation-strategy-registered-alias", "workflow-definitions/delete", "workflow-definitions/delete-404", "workflow-definitions/delete-version-404",
        "workflow-definitions/delete-version-by-id-404", "workflow-definitions/bulk-delete-by-definition-id", "scripting/type-definitions");

    [Fact]
    public Task Runs() => ReplayAsync(
        ["child", "delay", "fault", "event-trigger", "http-endpoint", "expressions"],
        "workflow-definitions/execute", "workflow-definitions/execute-get", "workflow-definitions/execute-empty-body", "workflow-definitions/execute-no-body",
        "workflow-definitions/execute-404", "workflow-definitions/execute-fault", "workflow-definitions/execute-http-response", "workflow-definitions/execute-trigger-activity",
        "workflow-definitions/execute-activity-handle",
        "workflow-definitions/dispatch", "workflow-definitions/dispatch-2", "workflow-definitions/dispatch-404", "workflow-definitions/dispatch-bad-channel",
        "workflow-definitions/bulk-dispatch", "tests/activities-404", "tests/activities-by-version");

    [Fact]
    public Task Instances() => ReplayAsync(
        ["child", "run-task", "fault"],
        async (host, replay) =>
        {
            await host.PostAsync("workflow-definitions/child/execute", """{"input":{"Name":"Inst"},"correlationId":"ic1","name":"Inst A"}""");
            replay.Know("c3b5eec271731e09", (await host.PostAsync("workflow-definitions/run-task/execute")).Headers["x-elsa-workflow-instance-id"]);
            replay.Know("9c1146a6e2c008cd", (await host.PostAsync("workflow-definitions/fault/execute")).Headers["x-elsa-workflow-instance-id"]);
        },
        "workflow-instances/list-post-correlation", "workflow-instances/list-post-search", "workflow-instances/get", "workflow-instances/get-404", "workflow-instances/execution-state",
        "workflow-instances/execution-state-404", "workflow-instances/journal-get", "workflow-instances/journal-get-skip", "workflow-instances/journal-post", "workflow-instances/journal-post-filter",
        "workflow-instances/journal-post-filter-exclude", "workflow-instances/journal-404", "workflow-instances/journal-last-entry", "workflow-instances/variables-get", "workflow-instances/variables-404",
        "workflow-instances/variables-post", "workflow-instances/variables-get-3", "workflow-instances/list-post-invalid-orderby", "activity-execution-summaries/list", "activity-execution-summaries/list-by-node",
        "activity-executions/list", "activity-executions/list-by-node", "activity-executions/list-completed-false", "activity-executions/by-id", "activity-executions/get", "activity-executions/get-404",
        "activity-executions/count", "activity-executions/call-stack", "activity-executions/call-stack-full", "activity-executions/report", "activity-executions/report-suspended",
        "activity-executions/report-faulted", "workflow-instances/suspended-get", "alterations/retry", "workflow-instances/cancel", "workflow-instances/cancel-again", "workflow-instances/get-after-cancel",
        "workflow-instances/export", "workflow-instances/delete-404");

    // What is different by intention, as behaviour.md asks; each with what is different.
    private static readonly Dictionary<string, string> Intended = new(StringComparer.Ordinal)
    {
        // Cancelled executions are settled; the recorded server leaves them as they were.
        ["workflow-instances/get-after-cancel"] = "workflowState.activityExecutionContexts[]",
        // What was made without a tool was made with this engine.
        ["workflow-definitions/save-duplicate-name"] = "not wanted workflowDefinition.toolVersion",
        // What nobody can execute is not published.
        ["workflow-definitions/save-unknown-activity"] = "there is no activity of the type My.Unknown here",
    };

    private static Task ReplayAsync(IEnumerable<string> definitions, params string[] names) => ReplayAsync(definitions, (_, _) => Task.CompletedTask, names);

    private static async Task ReplayAsync(IEnumerable<string> definitions, Func<ApiHost, Replay, Task> prepare, params string[] names)
    {
        Assert.SkipWhen(Recordings.Folder is null, "The recordings of a real server are not beside the checkout.");
        await using var host = await ApiHost.StartAsync();
        var replay = new Replay(host);
        foreach (var definition in definitions)
        {
            var imported = await host.ImportAsync(Recordings.Definition(definition));
            if (definition == "child")
                replay.Know("c445f2e81a59b510", imported.WorkflowDefinition.Id);
        }

        await prepare(host, replay);
        var differences = new List<string>();
        foreach (var name in names)
        {
            foreach (var difference in await replay.SendAsync(name))
            {
                if (!(Intended.TryGetValue(name, out var intended) && difference.Contains(intended, StringComparison.Ordinal)))
                    differences.Add($"{name}: {difference}");
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }
}
