using MimeKit;
using TapeFlows.Catalog;
using TapeFlows.Operations.Inbox;
using TapeFlows.Operations.Notices;
using TapeFlows.Operations.Tests.Inbox;

namespace TapeFlows.Operations.Tests.Notices;

/// <summary>Mail through a real SMTP server that demands STARTTLS and a password.</summary>
public sealed class MailTests(Databases databases) : IClassFixture<Databases>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_notice_arrives_with_what_it_says_and_its_files()
    {
        using var server = await MailServer.StartAsync();
        var report = Path.Combine(Path.GetTempPath(), $"report-{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(report, "set,bytes\n1,2\n", Token);
        await using var room = await RoomAsync(Options(server));
        var entry = await room.Inbox.PostAsync(
            InboxRoom.Post(InboxKind.MountRequest, NoticeSeverity.ActionNeeded) with { Subject = "Legen Sie ein Band ein — 请插入磁带", Pool = "monthly", Barcode = "TF0001L8", Attachments = [report, "/not/there.html"] }, Token);
        await room.SettleAsync();
        File.Delete(report);

        var notice = Assert.Single(await room.Inbox.ListNoticesAsync(entry.Id, Token));
        Assert.Equal((NoticeState.Sent, null), (notice.State, notice.Problem));
        var mail = Assert.Single(server.Mails);
        Assert.Equal("[TapeFlows] Legen Sie ein Band ein — 请插入磁带", mail.Subject);
        Assert.Equal("tape@example.org", Assert.Single(mail.From.Mailboxes).Address);
        Assert.Equal("ops@example.org,second@example.org", mail.Headers["X-Rcpt"]);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.Contains("What, and why.", mail.TextBody);
        Assert.Contains("Volume: TF0001L8", mail.TextBody);
        Assert.Contains("Not attached: /not/there.html", mail.TextBody);
        var file = Assert.IsType<MimePart>(Assert.Single(mail.Attachments), exactMatch: false);
        using var content = new MemoryStream();
        file.Content!.DecodeTo(content);
        Assert.Equal("set,bytes\n1,2\n", System.Text.Encoding.UTF8.GetString(content.ToArray()));
    }

    [Fact]
    public async Task A_wrong_password_is_told_without_it_and_mended_without_a_restart()
    {
        using var server = await MailServer.StartAsync();
        var file = Path.Combine(Path.GetTempPath(), $"password-{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(file, "hunter2\n", Token);
        var options = Options(server);
        (options.Mail!.Password, options.Mail.PasswordFile) = (null, file);
        await using var room = await RoomAsync(options);
        var entry = await room.Inbox.PostAsync(InboxRoom.Post(), Token);
        await room.SettleAsync();
        var notice = Assert.Single(await room.Inbox.ListNoticesAsync(entry.Id, Token));
        Assert.Equal(NoticeState.Waiting, notice.State);
        Assert.Contains("did not take it", notice.Problem);
        Assert.DoesNotContain("hunter2", notice.Problem);
        Assert.Empty(server.Mails);

        await File.WriteAllTextAsync(file, MailServer.Password + "\n", Token);
        room.Clock.Advance(TimeSpan.FromMinutes(2));
        await room.SweepAsync();
        File.Delete(file);
        Assert.Equal(NoticeState.Sent, Assert.Single(await room.Inbox.ListNoticesAsync(entry.Id, Token)).State);
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task A_server_whose_certificate_nobody_vouches_for_gets_neither_password_nor_mail()
    {
        using var server = await MailServer.StartAsync();
        var options = Options(server);
        options.Mail!.CaFile = null;
        await using var room = await RoomAsync(options);
        var entry = await room.Inbox.PostAsync(InboxRoom.Post(), Token);
        await room.SettleAsync();
        Assert.Equal(NoticeState.Waiting, Assert.Single(await room.Inbox.ListNoticesAsync(entry.Id, Token)).State);
        Assert.Empty(server.Mails);
    }

    [Theory]
    [InlineData(MailTls.None, "tapeflows", "ops@example.org", "never goes to a mail server in clear")]
    [InlineData(MailTls.StartTls, "tapeflows", "nobody", "is not a mail address")]
    [InlineData(MailTls.StartTls, "tapeflows", "", "is not a mail address")]
    public void What_cannot_work_is_refused_at_the_start(MailTls tls, string user, string to, string why)
    {
        var options = new NoticeOptions { Mail = new MailOptions { Server = "localhost", Tls = tls, User = user, Password = "p", From = "a@b.org", To = [to] } };
        Assert.Contains(why, Assert.Throws<OperationException>(options.Validate).Message);
    }

    private static NoticeOptions Options(MailServer server) => new()
    {
        Mail = new MailOptions
        {
            Server = "localhost", Port = server.Port, CaFile = server.CaFile, User = MailServer.User, Password = MailServer.Password,
            From = "TapeFlows <tape@example.org>", To = ["ops@example.org", "Second <second@example.org>"],
        },
        Retry = new NoticeRetryOptions { Attempts = 0 },
    };

    private async Task<InboxRoom> RoomAsync(NoticeOptions options) => new(await databases.CreateAsync(CatalogProvider.Sqlite), options, isReal: true);
}
