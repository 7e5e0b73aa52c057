using System.Net;
using Elsa.Embedded.Tests.Persistence;
using TapeFlows.Testing;
using static Elsa.Embedded.Tests.Http.HttpHost;

namespace Elsa.Embedded.Tests.Http;

/// <summary>Routes are right on every node and after a restart, wherever they came from.</summary>
public abstract class HttpNodesContract(TestStorage storage) : IAsyncLifetime
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => storage.InitializeAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return storage.DisposeAsync();
    }

    [Fact]
    public async Task What_waits_is_found_after_a_restart_and_on_another_node()
    {
        string id;
        await using (var first = await HttpHost.StartAsync(storage.Use))
        {
            await first.PublishAsync("start", Starts("orders/{id}", "POST"), Waits("orders/{id}/paid", "POST"), Answers("thanks"));
            var begun = await first.SendAsync("POST", "/workflows/orders/7");
            Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
            id = begun.Headers.GetValues("x-elsa-workflow-instance-id").Single();
        }

        await using var second = await HttpHost.StartAsync(storage.Use);
        await using var third = await HttpHost.StartAsync(storage.Use);
        Assert.Equal(HttpStatusCode.NotFound, (await third.SendAsync("POST", "/workflows/later/x")).StatusCode);
        await second.PublishAsync("later", Starts("later/{x}", "POST"), Answers("later"));
        await Eventually.TrueAsync(() => third.SendAsync("POST", "/workflows/later/x").GetAwaiter().GetResult().StatusCode == HttpStatusCode.OK);

        var paid = await third.SendAsync("POST", "/workflows/orders/7/paid");
        Assert.Equal((HttpStatusCode.OK, "thanks"), (paid.StatusCode, await paid.Content.ReadAsStringAsync(Token)));
        Assert.Equal(Elsa.Workflows.WorkflowSubStatus.Finished, (await second.ReloadAsync(id)).SubStatus);
        Assert.Equal(HttpStatusCode.NotFound, (await second.SendAsync("POST", "/workflows/orders/7/paid")).StatusCode);
    }
}

public sealed class SqliteHttpTests() : HttpNodesContract(new SqliteTestStorage());

public sealed class PostgreSqlHttpTests(PostgresServer server) : HttpNodesContract(new PostgreSqlTestStorage(server));
