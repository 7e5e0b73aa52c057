using System.Text.Json;
using TapeFlows.Operations;
using TapeFlows.Operations.Inbox;
using TapeFlows.Operations.Notices;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Tests.Data;

/// <summary>The settings of notices, keeping and health, as people write them.</summary>
public sealed class UnattendedSettingsTests
{
    private static readonly DataFolder Folder = new("/data");

    [Fact]
    public void Notices_go_where_the_settings_say()
    {
        var options = Read("""
            { "notices": {
                "least_severity": "error",
                "mail": { "server": "mail.example.org", "port": 465, "tls": "tls", "user": "tape", "password_file": "smtp-password", "from": "TapeFlows <tape@example.org>", "to": ["ops@example.org"] },
                "webhook": { "url": "https://hooks.example.org/tape", "secret_file": "/etc/tapeflows/hook" },
                "escalation": [ { "after_minutes": 15, "to": ["boss@example.org"] } ], "escalation_repeat_minutes": 0 } }
            """).Notices.ToOptions(Folder, name => name == NoticeSettings.SecretVariable ? "from the environment" : null);
        options.Validate();
        Assert.Equal((NoticeSeverity.Error, 465, MailTls.Tls, "/data/smtp-password"), (options.LeastSeverity, options.Mail!.Port, options.Mail.Tls, options.Mail.PasswordFile));
        Assert.Equal(("from the environment", "/etc/tapeflows/hook"), (options.Webhook!.Secret, options.Webhook.SecretFile));
        Assert.Equal((TimeSpan.FromMinutes(15), "boss@example.org"), (options.Escalation[0].After, Assert.Single(options.Escalation[0].To)));
        Assert.Null(options.EscalationRepeat);
    }

    [Fact]
    public void Without_settings_nothing_leaves_the_inbox()
    {
        var options = Read("{}").Notices.ToOptions(Folder, _ => null);
        options.Validate();
        Assert.Null(options.Mail);
        Assert.Null(options.Webhook);
        Assert.Equal(2, options.Escalation.Count);
    }

    [Theory]
    [InlineData("""{ "notices": { "mail": { "server": "mail.example.org", "from": "tape@example.org", "to": [] } } }""", "nobody gets the mail")]
    [InlineData("""{ "notices": { "mail": { "server": "mail.example.org", "user": "tape", "from": "tape@example.org", "to": ["a@b.org"] } } }""", "has no password")]
    [InlineData("""{ "notices": { "webhook": { "url": "https://hooks.example.org/tape" } } }""", "no secret to sign with")]
    [InlineData("""{ "notices": { "webhook": { "url": "file:///etc/passwd", "secret_file": "s" } } }""", "begins with https:// or http://")]
    public void What_cannot_work_is_said_at_the_start(string json, string why) =>
        Assert.Contains(why, Assert.Throws<OperationException>(Read(json).Notices.ToOptions(Folder, _ => null).Validate).Message);

    [Fact]
    public void Each_pool_may_be_kept_in_its_own_way()
    {
        var policies = Read("""{ "keeping": { "default": { "keep_last": 2 }, "pools": { "monthly": { "keep_at_most": 12, "verify_within_days": 0, "copies": 2 } } } }""").Keeping.ToPolicies();
        Assert.Equal((2, (int?)null, TimeSpan.FromDays(180)), (policies.Of("other").KeepLast, policies.Of("other").KeepAtMost, policies.Of("other").VerifyWithin));
        Assert.Equal((1, 12, null, 2), (policies.Of("monthly").KeepLast, policies.Of("monthly").KeepAtMost, policies.Of("monthly").VerifyWithin, policies.Of("monthly").Copies));
        Assert.Contains("keeping.pools.monthly", Assert.Throws<UsageException>(() => Read("""{ "keeping": { "pools": { "monthly": { "keep_last": 3, "keep_at_most": 2 } } } }""").Keeping.ToPolicies()).Message);
    }

    [Fact]
    public void Health_and_sources_are_read()
    {
        var settings = Read("""{ "health": { "min_free_disk": "5GB", "max_load_per_core": 2.5, "network_hosts": ["db:5432"] }, "backup": { "sources": ["/home", "/etc"] } }""");
        Assert.Equal((5_000_000_000, 2.5, "db:5432"), (settings.Health.MinFreeDisk.Bytes, settings.Health.MaxLoadPerCore, Assert.Single(settings.Health.NetworkHosts)));
        Assert.Equal(["/home", "/etc"], settings.Backup.Sources);
    }

    private static Settings Read(string json) => JsonSerializer.Deserialize(json, SettingsJson.Default.Settings)!;
}
