using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TapeFlows.Catalog;
using TapeFlows.Operations.Database;
using TapeFlows.Operations.Inbox;
using TapeFlows.Operations.Notices;

namespace TapeFlows.Operations.Tests.Inbox;

/// <summary>An inbox for a test, with a clock that stands still and ways out that only remember.</summary>
internal sealed class InboxRoom : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public InboxRoom(CatalogOptions database, NoticeOptions options, bool isReal = false)
    {
        var services = new ServiceCollection().AddLogging().AddInbox().AddNotices(options)
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(_ => new OperationsDatabase(database))
            .AddSingleton<IInboxListener>(Listener);
        if (!isReal)
        {
            foreach (var real in services.Where(service => service.ServiceType == typeof(INoticeChannel)).ToList())
                services.Remove(real);
            services.AddSingleton<INoticeChannel>(Mail).AddSingleton<INoticeChannel>(Webhook);
        }

        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero));

    public StubChannel Mail { get; } = new("mail");

    public StubChannel Webhook { get; } = new("webhook");

    public StubInboxListener Listener { get; } = new();

    public IInbox Inbox => _services.GetRequiredService<IInbox>();

    /// <summary>What the sweep of a node does, and all that follows.</summary>
    public async Task SweepAsync()
    {
        await _services.GetRequiredService<OperatorInbox>().SweepAsync(TestContext.Current.CancellationToken);
        await SettleAsync();
    }

    public Task SettleAsync() => _services.GetRequiredService<NoticePump>().IdleAsync();

    public static NoticeOptions Options => new()
    {
        Mail = new MailOptions { Server = "mail.example", From = "tape@example.org", To = ["ops@example.org"] },
        Webhook = new WebhookOptions { Url = new Uri("https://hook.example/secret-path"), Secret = "s" },
        Retry = new NoticeRetryOptions { Attempts = 0 },
        Escalation = [new(TimeSpan.FromMinutes(30), []), new(TimeSpan.FromHours(2), ["boss@example.org"])],
    };

    public static InboxPost Post(InboxKind kind = InboxKind.Message, NoticeSeverity severity = NoticeSeverity.Error, string? key = null) =>
        new() { Kind = kind, Severity = severity, Subject = "Backup failed", Text = "What, and why.", Key = key };

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

/// <summary>Remembers what it was to send.</summary>
internal sealed class StubChannel(string name) : INoticeChannel
{
    public string Name => name;

    public ConcurrentQueue<(InboxEntry Entry, NoticeDelivery Notice)> Sent { get; } = new();

    public string? Trouble { get; set; }

    public Task SendAsync(InboxEntry entry, NoticeDelivery delivery, CancellationToken cancellationToken)
    {
        if (Trouble is { } trouble)
            throw new NoticeException(trouble);
        Sent.Enqueue((entry, delivery));
        return Task.CompletedTask;
    }
}

/// <summary>Counts what it heard.</summary>
internal sealed class StubInboxListener : IInboxListener
{
    public ConcurrentQueue<InboxEntry> Heard { get; } = new();

    public Task OnChangedAsync(InboxEntry entry, CancellationToken cancellationToken)
    {
        Heard.Enqueue(entry);
        return Task.CompletedTask;
    }
}
