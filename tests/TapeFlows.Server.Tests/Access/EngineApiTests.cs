using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Server.Access.Users;
using TapeFlows.Server.Tests.Api;

namespace TapeFlows.Server.Tests.Access;

/// <summary>Elsa's API in the server: who may what, on both databases.</summary>
public sealed class EngineApiTests(OwnHosts servers) : IClassFixture<OwnHosts>
{
    private const string Api = "/elsa/api";

    private static string Definition(string id, bool publish) =>
        $$$$"""
        {"model":{"definitionId":"{{{{id}}}}","name":"{{{{id}}}}","root":{"type":"Elsa.Flowchart","id":"f","start":"line","activities":[
          {"type":"TapeFlows.MountTape","id":"mount","version":1,"barcode":{"typeName":"String","expression":{"type":"Literal","value":"TF0001L8"}}},
          {"type":"Elsa.WriteLine","id":"line","version":1,"text":{"typeName":"String","expression":{"type":"Literal","value":"hello"}}},
          {"type":"Elsa.FlowDecision","id":"never","version":1,"condition":{"typeName":"Boolean","expression":{"type":"Literal","value":"False"}}},
          {"type":"TapeFlows.Eject","id":"eject","version":1}],
          "connections":[{"source":{"activity":"line","port":"Done"},"target":{"activity":"never"}},{"source":{"activity":"never","port":"True"},"target":{"activity":"mount"}},
            {"source":{"activity":"mount","port":"Done"},"target":{"activity":"eject"}}]}},"publish":{{{{(publish ? "true" : "false")}}}}}
        """;

    [Theory]
    [InlineData(ApiHost.Sqlite)]
    [InlineData(ApiHost.PostgreSql)]
    public async Task Each_role_may_what_it_may(string kind)
    {
        var server = servers[kind];
        var (viewer, worker, editor, admin) = (await server.WithKeyAsync(Role.Viewer), await server.WithKeyAsync(Role.Operator), await server.WithKeyAsync(Role.Viewer, isEditor: true), await server.WithKeyAsync(Role.Admin));
        ApiCaller[] all = [viewer, worker, editor, admin];
        foreach (var caller in all)
        {
            (await caller.GetAsync($"{Api}/workflow-definitions?versionOptions=Latest&page=0&pageSize=5")).With(200);
            (await caller.PostAsync($"{Api}/workflow-instances", "{}")).With(200);
            (await caller.GetAsync($"{Api}/descriptors/activities")).With(200);
            Assert.Contains("RealTimeWorkflowUpdates", (await caller.GetAsync($"{Api}/features/installed")).With(200).Body, StringComparison.Ordinal);
        }

        foreach (var caller in new[] { viewer, worker })
            (await caller.PostAsync($"{Api}/workflow-definitions", Definition("roles", publish: true))).With(403);
        (await editor.PostAsync($"{Api}/workflow-definitions", Definition("roles", publish: false))).With(200);
        (await worker.PostAsync($"{Api}/workflow-definitions/roles/publish", "{}")).With(403);
        (await editor.PostAsync($"{Api}/workflow-definitions/roles/publish", "{}")).With(200);
        foreach (var caller in new[] { viewer, editor })
            (await caller.PostAsync($"{Api}/workflow-definitions/roles/dispatch", "{}")).With(403);
        var instance = (await worker.PostAsync($"{Api}/workflow-definitions/roles/dispatch", "{}")).With(200).Json.GetProperty("workflowInstanceId").GetString();
        (await viewer.PostAsync($"{Api}/cancel/workflow-instances/{instance}")).With(403);
        (await worker.PostAsync($"{Api}/bulk-actions/cancel/workflow-instances", $$"""{"ids":["{{instance}}"]}""")).With(200);
        foreach (var caller in new[] { viewer, worker, editor })
        {
            (await caller.SendAsync(HttpMethod.Delete, $"{Api}/workflow-instances/{instance}", body: null)).With(403);
            (await caller.PostAsync($"{Api}/admin/workflow-runtime/pause", "{}")).With(403);
        }
        (await worker.SendAsync(HttpMethod.Delete, $"{Api}/workflow-definitions/roles", body: null)).With(403);
        (await admin.SendAsync(HttpMethod.Delete, $"{Api}/workflow-definitions/roles", body: null)).With(204);

        var audit = (await admin.GetAsync("/api/system/audit?target=roles")).With(200).Json.GetProperty("entries").EnumerateArray().ToList();
        Assert.Equal(["workflow.delete", "workflow.run", "workflow.publish", "workflow.create"], audit.Select(entry => entry.GetProperty("action").GetString()));
        Assert.Equal(1, audit[2].GetProperty("after").GetProperty("version").GetInt32());
        Assert.StartsWith("key ", audit[2].GetProperty("who").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, (await admin.GetAsync("/api/system/audit?action=run.cancel")).With(200).Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public void Every_permission_that_the_engine_asks_for_belongs_to_the_right_roles()
    {
        var asked = servers[ApiHost.Sqlite].Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("elsa/", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.OfType<AuthorizationPolicy>())
            .SelectMany(policy => policy.Requirements.OfType<ClaimsAuthorizationRequirement>())
            .Select(requirement => requirement.AllowedValues!.Where(permission => permission != "*").ToArray())
            .ToList();
        Assert.True(asked.Count > 60, $"Only {asked.Count} endpoints ask for a permission.");
        string[] changing = ["write:workflow-definitions", "publish:workflow-definitions", "retract:workflow-definitions", "delete:workflow-definitions", "actions:workflow-definitions:refresh", "actions:workflow-definitions:reload", "exec:tests"];
        string[] running = ["exec:workflow-definitions", "cancel:workflow-instances", "trigger:event", "tasks:complete", "replay:bookmark-queue:dead-letters"];
        foreach (var permissions in asked)
        {
            var reads = permissions.Any(permission => permission.StartsWith("read:", StringComparison.Ordinal));
            bool May(Role role, bool isEditor = false) => Permissions.Of(role, isEditor) is var own && (own.Contains("*") || permissions.Any(own.Contains));
            var words = string.Join('|', permissions);
            Assert.True(May(Role.Viewer) == reads, words);
            Assert.True(May(Role.Operator) == (reads || permissions.Any(running.Contains)), words);
            Assert.True(May(Role.Viewer, isEditor: true) == (reads || permissions.Any(changing.Contains)), words);
            Assert.True(May(Role.Admin), words);
        }
    }

    [Fact]
    public async Task The_hub_takes_a_token_from_the_address_as_browsers_send_it_and_nothing_else_does()
    {
        var server = servers[ApiHost.Sqlite];
        await server.AddAsync("watcher", Role.Viewer);
        var token = Uri.EscapeDataString(await server.TokenAsync("watcher"));
        var stranger = server.With();
        (await stranger.PostAsync("/elsa/hubs/workflow-instance/negotiate?negotiateVersion=1")).With(401);
        (await stranger.GetAsync($"/api/auth/me?access_token={token}")).With(401);
        (await stranger.GetAsync($"{Api}/workflow-definitions?access_token={token}")).With(401);
        var negotiated = (await stranger.PostAsync($"/elsa/hubs/workflow-instance/negotiate?negotiateVersion=1&access_token={token}")).With(200).Json;

        using var socket = new ClientWebSocket();
        var address = new UriBuilder(server.Host.Urls.First()) { Scheme = "ws", Path = "/elsa/hubs/workflow-instance", Query = $"id={negotiated.GetProperty("connectionToken").GetString()}&access_token={token}" };
        await socket.ConnectAsync(address.Uri, TestContext.Current.CancellationToken);
        await socket.SendAsync(Encoding.UTF8.GetBytes("""{"protocol":"json","version":1}""" + "\u001e"), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);
        var buffer = new byte[1024];
        var answer = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
        Assert.Equal("{}\u001e", Encoding.UTF8.GetString(buffer, 0, answer.Count));
        foreach (var path in Directory.EnumerateFiles(server.Station.Folder.LogsFolder))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var log = new StreamReader(file);
            Assert.DoesNotContain("access_token", await log.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_test_of_one_step_says_what_a_tape_step_would_do_and_does_what_is_harmless()
    {
        var server = servers[ApiHost.Sqlite];
        var editor = await server.WithKeyAsync(Role.Viewer, isEditor: true);
        (await editor.PostAsync($"{Api}/workflow-definitions", Definition("trial", publish: false))).With(200);

        var mount = (await editor.PostAsync($"{Api}/tests/activities", """{"workflowDefinitionHandle":{"definitionId":"trial"},"activityHandle":{"activityId":"mount"}}""")).With(200).Json;
        var line = (await editor.PostAsync($"{Api}/tests/activities", """{"workflowDefinitionHandle":{"definitionId":"trial"},"activityHandle":{"activityId":"line"}}""")).With(200).Json;

        Assert.Equal("Completed", mount.GetProperty("status").GetString());
        Assert.Equal("TF0001L8", mount.GetProperty("activityState").GetProperty("Barcode").GetString());
        Assert.StartsWith("MountTape with Barcode = TF0001L8", mount.GetProperty("payload").GetProperty("WouldDo").GetString(), StringComparison.Ordinal);
        Assert.Equal("Completed", line.GetProperty("status").GetString());
        Assert.False(line.GetProperty("payload").TryGetProperty("WouldDo", out _));
        Assert.All(server.Station.Library.Inventory().Where(element => element.Kind == Tape.Changers.ElementKind.Drive), drive => Assert.False(drive.IsFull));
    }
}
