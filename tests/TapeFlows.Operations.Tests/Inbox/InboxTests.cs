using TapeFlows.Catalog;
using TapeFlows.Operations.Inbox;

namespace TapeFlows.Operations.Tests.Inbox;

/// <summary>Posting, reading, acknowledging, answering and escalating, on both databases.</summary>
public sealed class InboxTests(Databases databases) : IClassFixture<Databases>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task What_was_posted_stands_there_with_all_it_says(CatalogProvider provider)
    {
        await using var room = await RoomAsync(provider);
        var operation = Guid.NewGuid();
        var posted = await room.Inbox.PostAsync(
            new InboxPost
            {
                Kind = InboxKind.MountRequest, Severity = NoticeSeverity.ActionNeeded, Subject = "Insert a volume\r\nof monthly", Text = "None\0 is left.", Key = "mount:1", Run = "run",
                OperationId = operation, Pool = "monthly", Barcode = "TF0001L8", Attachments = ["/tmp/a.html"],
            },
            Token);

        var entry = await room.Inbox.GetAsync(posted.Id, Token);

        Assert.NotNull(entry);
        Assert.Equal("Insert a volume of monthly", entry.Subject);
        Assert.Equal("None is left.", entry.Text);
        Assert.Equal(("run", operation, "monthly", "TF0001L8"), (entry.Run, entry.OperationId, entry.Pool, entry.Barcode));
        Assert.Equal(["/tmp/a.html"], entry.Attachments);
        Assert.True(entry.IsOpen);
        Assert.Equal(room.Clock.GetUtcNow() + TimeSpan.FromMinutes(30), entry.EscalatesAt);
        Assert.Equal(entry.Id, (await room.Inbox.FindOpenAsync("mount:1", Token))?.Id);
    }

    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task The_same_matter_is_one_entry_until_it_is_closed(CatalogProvider provider)
    {
        await using var room = await RoomAsync(provider);
        var first = await room.Inbox.PostAsync(InboxRoom.Post(key: "disk"), Token);
        var repeated = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => room.Inbox.PostAsync(InboxRoom.Post(key: "disk"), Token)));
        Assert.All(repeated, entry => Assert.Equal(first.Id, entry.Id));
        Assert.Equal(9, (await room.Inbox.GetAsync(first.Id, Token))!.Times);
        await room.SettleAsync();
        Assert.Single(room.Mail.Sent);

        await room.Inbox.AcknowledgeAsync(first.Id, "anna", Token);
        var next = await room.Inbox.PostAsync(InboxRoom.Post(key: "disk"), Token);
        Assert.NotEqual(first.Id, next.Id);
        await room.SettleAsync();
        Assert.Equal(2, room.Mail.Sent.Count);
    }

    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task Eight_that_post_the_same_at_once_make_one_entry(CatalogProvider provider)
    {
        await using var room = await RoomAsync(provider);
        var entries = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => room.Inbox.PostAsync(InboxRoom.Post(key: "same"), Token)));
        Assert.Single(entries.Select(entry => entry.Id).Distinct());
        Assert.Equal(1, (await room.Inbox.ListAsync(new InboxQuery(), Token)).Total);
    }

    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task The_first_answer_counts(CatalogProvider provider)
    {
        await using var room = await RoomAsync(provider);
        var request = await room.Inbox.PostAsync(InboxRoom.Post(InboxKind.MountRequest, NoticeSeverity.ActionNeeded, "mount:2"), Token);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => room.Inbox.AnswerAsync(request.Id, i % 2 == 0 ? InboxAnswer.Done : InboxAnswer.Refused, "person" + i, "remark", Token)));
        var first = Assert.Single(answers, answer => answer!.Value.IsFirst)!.Value.Entry;

        var entry = (await room.Inbox.GetAsync(request.Id, Token))!;

        Assert.Equal((first.Answer, first.AnsweredBy), (entry.Answer, entry.AnsweredBy));
        Assert.False(entry.IsOpen);
        Assert.Null(entry.EscalatesAt);
        Assert.Single(room.Listener.Heard, heard => heard.Answer is not null);
        Assert.Null(await room.Inbox.AnswerAsync(Guid.NewGuid(), InboxAnswer.Done, "nobody", null, Token));
    }

    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task A_mount_request_that_nobody_answers_is_said_again_to_more_people(CatalogProvider provider)
    {
        await using var room = await RoomAsync(provider);
        var request = await room.Inbox.PostAsync(InboxRoom.Post(InboxKind.MountRequest, NoticeSeverity.ActionNeeded), Token);
        await room.SettleAsync();
        await room.SweepAsync();
        Assert.Single(room.Mail.Sent);
        var rounds = new List<(int Round, string Target)>();
        foreach (var wait in (TimeSpan[])[TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(90), TimeSpan.FromHours(4), TimeSpan.FromHours(4)])
        {
            room.Clock.Advance(wait);
            await room.SweepAsync();
            await room.SweepAsync();
            rounds.Add((room.Mail.Sent.Last().Notice.Round, room.Mail.Sent.Last().Notice.Target));
        }

        const string All = "ops@example.org, boss@example.org";
        Assert.Equal([(1, "ops@example.org"), (2, All), (3, All), (4, All)], rounds);
        Assert.Equal(5, room.Mail.Sent.Count);
        Assert.Equal(4, (await room.Inbox.GetAsync(request.Id, Token))!.Escalations);

        await room.Inbox.AcknowledgeAsync(request.Id, "anna", Token);
        Assert.True((await room.Inbox.GetAsync(request.Id, Token))!.IsOpen);
        room.Clock.Advance(TimeSpan.FromHours(3));
        await room.SweepAsync();
        Assert.Equal(5, room.Mail.Sent.Count);
        room.Clock.Advance(TimeSpan.FromHours(1));
        await room.SweepAsync();
        Assert.Equal(6, room.Mail.Sent.Count);

        await room.Inbox.AnswerAsync(request.Id, InboxAnswer.Done, "anna", null, Token);
        room.Clock.Advance(TimeSpan.FromDays(2));
        await room.SweepAsync();
        Assert.Equal(6, room.Mail.Sent.Count);
    }

    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task Lists_are_paged_and_filtered_and_old_entries_go(CatalogProvider provider)
    {
        await using var room = await RoomAsync(provider);
        for (var i = 0; i < 5; i++)
        {
            await room.Inbox.PostAsync(InboxRoom.Post(severity: i == 0 ? NoticeSeverity.Information : NoticeSeverity.Error) with { Run = i < 2 ? "a" : "b" }, Token);
            room.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var page = await room.Inbox.ListAsync(new InboxQuery { Skip = 1, Take = 2 }, Token);
        Assert.Equal(5, page.Total);
        Assert.Equal(2, page.Entries.Count);
        Assert.True(page.Entries[0].RaisedAt > page.Entries[1].RaisedAt);
        Assert.Equal(2, (await room.Inbox.ListAsync(new InboxQuery { Run = "a" }, Token)).Total);
        Assert.Equal(4, (await room.Inbox.ListAsync(new InboxQuery { LeastSeverity = NoticeSeverity.Warning }, Token)).Total);
        await room.Inbox.AcknowledgeAsync(page.Entries[0].Id, "anna", Token);
        Assert.Equal(4, (await room.Inbox.ListAsync(new InboxQuery { IsOpen = true }, Token)).Total);
        Assert.Equal(page.Entries[0].Id, Assert.Single((await room.Inbox.ListAsync(new InboxQuery { IsOpen = false }, Token)).Entries).Id);

        // Closed long ago, or of no weight: they go. What somebody still has to read stays however old it is.
        room.Clock.Advance(TimeSpan.FromDays(100));
        Assert.Equal(2, await room.Inbox.PurgeAsync(room.Clock.GetUtcNow() - TimeSpan.FromDays(90), Token));
        Assert.Equal(3, (await room.Inbox.ListAsync(new InboxQuery(), Token)).Total);
    }

    [Fact]
    public async Task What_says_nothing_is_refused()
    {
        await using var room = await RoomAsync(CatalogProvider.Sqlite);
        await Assert.ThrowsAsync<OperationException>(() => room.Inbox.PostAsync(InboxRoom.Post() with { Subject = " " }, Token));
        await Assert.ThrowsAsync<OperationException>(() => room.Inbox.PostAsync(InboxRoom.Post(key: new string('k', 201)), Token));
        Assert.Equal(0, (await room.Inbox.ListAsync(new InboxQuery(), Token)).Total);
    }

    private async Task<InboxRoom> RoomAsync(CatalogProvider provider) => new(await databases.CreateAsync(provider), InboxRoom.Options);
}
