using TapeFlows.Catalog;
using TapeFlows.Operations.Inbox;
using TapeFlows.Operations.Tests.Inbox;

namespace TapeFlows.Operations.Tests.Notices;

/// <summary>A notice is kept until somebody took it, or for as long as the options say.</summary>
public sealed class NoticePumpTests(Databases databases) : IClassFixture<Databases>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task A_notice_that_nobody_took_is_tried_again_ever_less_often_and_then_given_up(CatalogProvider provider)
    {
        await using var room = new InboxRoom(await databases.CreateAsync(provider), InboxRoom.Options);
        room.Mail.Trouble = "The server is down.";
        var entry = await room.Inbox.PostAsync(InboxRoom.Post(), Token);
        await room.SettleAsync();
        Assert.Single(room.Webhook.Sent);

        var (notice, waits) = (await MailOf(room, entry), new List<double>());
        for (var state = notice.State; state == NoticeState.Waiting; state = notice.State)
        {
            Assert.Equal("The server is down.", notice.Problem);
            waits.Add((notice.NextAttemptAt - room.Clock.GetUtcNow()).TotalMinutes);
            room.Clock.SetUtcNow(notice.NextAttemptAt);
            await room.SweepAsync();
            notice = await MailOf(room, entry);
        }

        Assert.Equal(NoticeState.GivenUp, notice.State);
        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], waits.Take(8));
        Assert.InRange(room.Clock.GetUtcNow() - entry.RaisedAt, TimeSpan.FromDays(2.9), TimeSpan.FromDays(3));
        Assert.Single(room.Webhook.Sent);
    }

    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task Another_process_sends_what_one_left(CatalogProvider provider)
    {
        var database = await databases.CreateAsync(provider);
        InboxEntry entry;
        await using (var first = new InboxRoom(database, InboxRoom.Options))
        {
            first.Mail.Trouble = "Not now.";
            entry = await first.Inbox.PostAsync(InboxRoom.Post(), Token);
            await first.SettleAsync();
        }

        await using var second = new InboxRoom(database, InboxRoom.Options);
        await using var third = new InboxRoom(database, InboxRoom.Options);
        second.Clock.Advance(TimeSpan.FromMinutes(5));
        third.Clock.Advance(TimeSpan.FromMinutes(5));
        await Task.WhenAll(second.SweepAsync(), third.SweepAsync());

        // One of the two, once.
        Assert.Equal(entry.Id, Assert.Single(second.Mail.Sent.Concat(third.Mail.Sent)).Entry.Id);
        var notice = await MailOf(second, entry);
        Assert.Equal((NoticeState.Sent, 2, null), (notice.State, notice.Attempts, notice.Problem));
    }

    [Fact]
    public async Task Only_what_matters_enough_leaves_the_inbox()
    {
        await using var room = new InboxRoom(await databases.CreateAsync(CatalogProvider.Sqlite), InboxRoom.Options);
        var quiet = await room.Inbox.PostAsync(InboxRoom.Post(severity: NoticeSeverity.Information), Token);
        await room.Inbox.PostAsync(InboxRoom.Post(severity: NoticeSeverity.Information) with { IsAlwaysSent = true }, Token);
        await room.SettleAsync();
        Assert.Single(room.Mail.Sent);
        Assert.Empty(await room.Inbox.ListNoticesAsync(quiet.Id, Token));
    }

    [Fact]
    public async Task What_got_worse_is_told_again()
    {
        await using var room = new InboxRoom(await databases.CreateAsync(CatalogProvider.Sqlite), InboxRoom.Options);
        await room.Inbox.PostAsync(InboxRoom.Post(severity: NoticeSeverity.Warning, key: "load"), Token);
        await room.Inbox.PostAsync(InboxRoom.Post(severity: NoticeSeverity.Error, key: "load"), Token);
        await room.Inbox.PostAsync(InboxRoom.Post(severity: NoticeSeverity.Error, key: "load"), Token);
        await room.SettleAsync();
        Assert.Equal(2, room.Mail.Sent.Count);
        Assert.Equal(NoticeSeverity.Error, room.Mail.Sent.Last().Entry.Severity);
    }

    private static async Task<NoticeDelivery> MailOf(InboxRoom room, InboxEntry entry) =>
        (await room.Inbox.ListNoticesAsync(entry.Id, Token)).Single(notice => notice.Channel == "mail");
}
