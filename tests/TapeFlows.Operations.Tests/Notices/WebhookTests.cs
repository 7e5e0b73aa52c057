using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TapeFlows.Catalog;
using TapeFlows.Operations.Inbox;
using TapeFlows.Operations.Notices;
using TapeFlows.Operations.Tests.Inbox;

namespace TapeFlows.Operations.Tests.Notices;

/// <summary>The webhook against a server that checks the signature as its documentation says.</summary>
public sealed class WebhookTests(Databases databases) : IClassFixture<Databases>
{
    private const string Secret = "correct horse battery staple";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_signature_is_the_hmac_of_time_and_body()
    {
        // Made by: printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac secret
        Assert.Equal("sha256=49f24e537407743fa4a0242bb63b94b9a47ee99cbbe071ccd8a22550ae411686", WebhookSignature.Make("secret", 1_700_000_000, """{"a":1}"""u8));
    }

    [Fact]
    public async Task It_carries_the_entry_and_can_be_checked()
    {
        await using var receiver = await Receiver.StartAsync(_ => 204);
        await using var room = await RoomAsync(receiver);
        var operation = Guid.NewGuid();
        var entry = await room.Inbox.PostAsync(
            InboxRoom.Post(InboxKind.MountRequest, NoticeSeverity.ActionNeeded) with { Subject = "Insert \"TF0001L8\"", OperationId = operation, Pool = "monthly", Barcode = "TF0001L8" }, Token);
        await room.SettleAsync();

        var call = Assert.Single(receiver.Calls);
        Assert.Equal(WebhookSignature.Make(Secret, long.Parse(call.Headers[WebhookSignature.TimestampHeader], CultureInfo.InvariantCulture), Encoding.UTF8.GetBytes(call.Body)), call.Headers[WebhookSignature.SignatureHeader]);
        Assert.Equal(room.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), call.Headers[WebhookSignature.TimestampHeader]);
        using var body = JsonDocument.Parse(call.Body);
        Assert.Equal(entry.Id, body.RootElement.GetProperty("id").GetGuid());
        Assert.Equal("mount_request", body.RootElement.GetProperty("kind").GetString());
        Assert.Equal("action_needed", body.RootElement.GetProperty("severity").GetString());
        Assert.Equal(("monthly", "TF0001L8", operation), (body.RootElement.GetProperty("pool").GetString(), body.RootElement.GetProperty("barcode").GetString(), body.RootElement.GetProperty("operation_id").GetGuid()));
        var notice = Assert.Single(await room.Inbox.ListNoticesAsync(entry.Id, Token));
        Assert.Equal((NoticeState.Sent, notice.Id.ToString()), (notice.State, call.Headers[WebhookSignature.DeliveryHeader]));
    }

    [Fact]
    public async Task A_redirection_is_not_followed()
    {
        await using var elsewhere = await Receiver.StartAsync(_ => 200);
        await using var receiver = await Receiver.StartAsync(context =>
        {
            context.Response.Headers.Location = elsewhere.Address.ToString();
            return 307;
        });
        await using var room = await RoomAsync(receiver);
        var entry = await room.Inbox.PostAsync(InboxRoom.Post(), Token);
        await room.SettleAsync();
        var notice = Assert.Single(await room.Inbox.ListNoticesAsync(entry.Id, Token));
        Assert.Equal((NoticeState.Waiting, "The webhook answered 307."), (notice.State, notice.Problem));
        Assert.Empty(elsewhere.Calls);
    }

    [Fact]
    public async Task Trouble_of_a_moment_is_tried_again_at_once_with_the_same_identity()
    {
        var count = 0;
        await using var receiver = await Receiver.StartAsync(_ => Interlocked.Increment(ref count) < 3 ? 503 : 200);
        await using var room = await RoomAsync(receiver, new NoticeRetryOptions { Attempts = 2, Delay = TimeSpan.Zero });
        var entry = await room.Inbox.PostAsync(InboxRoom.Post(), Token);
        await room.SettleAsync();
        Assert.Equal(3, receiver.Calls.Count);
        Assert.Single(receiver.Calls.Select(call => call.Headers[WebhookSignature.DeliveryHeader]).Distinct());
        Assert.Equal(NoticeState.Sent, Assert.Single(await room.Inbox.ListNoticesAsync(entry.Id, Token)).State);
    }

    [Fact]
    public async Task What_is_kept_of_a_failure_holds_no_secret()
    {
        await using var room = new InboxRoom(
            await databases.CreateAsync(CatalogProvider.Sqlite),
            new NoticeOptions { Webhook = new WebhookOptions { Url = new Uri("http://127.0.0.1:1/token-in-path?key=token"), Secret = Secret }, Retry = new NoticeRetryOptions { Attempts = 0 } },
            isReal: true);
        var entry = await room.Inbox.PostAsync(InboxRoom.Post(), Token);
        await room.SettleAsync();
        var notice = Assert.Single(await room.Inbox.ListNoticesAsync(entry.Id, Token));
        Assert.Equal(NoticeState.Waiting, notice.State);
        Assert.Contains("cannot be reached", notice.Problem);
        Assert.DoesNotContain("token", notice.ToString());
        Assert.DoesNotContain(Secret, notice.ToString());
    }

    private async Task<InboxRoom> RoomAsync(Receiver receiver, NoticeRetryOptions? retry = null) => new(
        await databases.CreateAsync(CatalogProvider.Sqlite),
        new NoticeOptions { Webhook = new WebhookOptions { Url = receiver.Address, Secret = Secret }, Retry = retry ?? new NoticeRetryOptions { Attempts = 0 } },
        isReal: true);

    private sealed record Call(Dictionary<string, string> Headers, string Body);

    /// <summary>A server on a port of its own that keeps what it got.</summary>
    private sealed class Receiver(WebApplication host) : IAsyncDisposable
    {
        public ConcurrentQueue<Call> Calls { get; } = new();

        public Uri Address => new(host.Urls.First() + "/hook");

        public static async Task<Receiver> StartAsync(Func<HttpContext, int> answer)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var host = builder.Build();
            var receiver = new Receiver(host);
            host.MapPost("/hook", async (HttpContext context) =>
            {
                using var body = new StreamReader(context.Request.Body);
                receiver.Calls.Enqueue(new Call(context.Request.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase), await body.ReadToEndAsync()));
                context.Response.StatusCode = answer(context);
            });
            await host.StartAsync(Token);
            return receiver;
        }

        public ValueTask DisposeAsync() => host.DisposeAsync();
    }
}
