using Elsa.SasTokens.Contracts;
using Elsa.Workflows.Runtime;

namespace Elsa.Embedded.Tests.Api;

/// <summary>Who has a signed token needs nothing else, and can do nothing else with it.</summary>
public sealed class TokenTests
{
    [Fact]
    public async Task A_token_resumes_its_bookmark_once()
    {
        await using var host = await ApiHost.StartAsync();
        await host.ImportAsync(TestFiles.Definition("run-task"));
        var started = await host.PostAsync("workflow-definitions/run-task/execute");
        var id = started.Headers["x-elsa-workflow-instance-id"];
        var payload = new BookmarkTokenPayload(started.Json["workflowState"]!["bookmarks"]![0]!["id"]!.ToString(), id);
        var token = await host.CallAsync<ITokenService, string>(x => Task.FromResult(x.CreateToken(payload, TimeSpan.FromHours(1))));

        var resumed = await host.PostAsync($"bookmarks/resume?t={Uri.EscapeDataString(token)}", """{"input":{"A":1}}""", permissions: null);
        await Eventually.TrueAsync(async () => (await host.GetAsync($"workflow-instances/{id}")).Json["subStatus"]!.ToString() == "Finished");
        var again = await host.PostAsync($"bookmarks/resume?t={Uri.EscapeDataString(token)}", permissions: null);

        Assert.Equal((200, 200), (resumed.Status, again.Status));
    }

    // As recorded in the definition event-token: a script makes the link, and whoever opens it sends the event to this instance.
    [Fact]
    public async Task A_link_that_a_script_made_sends_the_event()
    {
        await using var host = await ApiHost.StartAsync();
        await host.ImportAsync("""
            {"definitionId":"link","name":"Link","isPublished":true,"root":{"type":"Elsa.Sequence","version":1,"id":"s","activities":[
              {"type":"Elsa.WriteLine","version":1,"id":"w","text":{"typeName":"String","expression":{"type":"JavaScript","value":"createEventTriggerUrl('OrderPaid', 3600)"}}},
              {"type":"Elsa.Event","version":1,"id":"e","eventName":{"typeName":"String","expression":{"type":"Literal","value":"OrderPaid"}}}]}}
            """);
        var id = (await host.PostAsync("workflow-definitions/link/execute")).Headers["x-elsa-workflow-instance-id"];

        var link = new Uri(Assert.Single(host.Lines));
        Assert.Equal("/elsa/api/events/trigger", link.AbsolutePath);
        var opened = await host.Client.GetAsync(new Uri(link.PathAndQuery, UriKind.Relative), ApiHost.Token);

        Assert.Equal(200, (int)opened.StatusCode);
        await Eventually.TrueAsync(async () => (await host.GetAsync($"workflow-instances/{id}")).Json["subStatus"]!.ToString() == "Finished");
    }

    [Fact]
    public async Task Other_tokens_and_tokens_that_have_expired_are_refused()
    {
        await using var host = await ApiHost.StartAsync();
        var other = await host.CallAsync<ITokenService, string>(x => Task.FromResult(x.CreateToken(new EventTokenPayload("OrderPaid", "i"))));
        var late = await host.CallAsync<ITokenService, string>(x => Task.FromResult(x.CreateToken(new BookmarkTokenPayload("b", "i"), DateTimeOffset.UtcNow.AddMinutes(-1))));

        foreach (var token in new[] { "bad", "", other, late })
        {
            var refused = await host.GetAsync($"bookmarks/resume?t={Uri.EscapeDataString(token)}", permissions: null);
            Assert.Equal((400, "Invalid token."), (refused.Status, Assert.Single(refused.Errors)));
        }

        Assert.Equal(200, (await host.GetAsync($"events/trigger?t={Uri.EscapeDataString(other)}", permissions: null)).Status);
    }
}
