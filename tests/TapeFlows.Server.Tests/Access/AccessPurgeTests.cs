using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Operations.Purging;
using TapeFlows.Server.Access.Store;
using TapeFlows.Server.Data;
using TapeFlows.Server.Tests.Api;

namespace TapeFlows.Server.Tests.Access;

/// <summary>What a cleanup takes away of the audit log.</summary>
public sealed class AccessPurgeTests(OwnHosts hosts) : IClassFixture<OwnHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ApiHost.Sqlite)]
    [InlineData(ApiHost.PostgreSql)]
    public async Task Entries_of_the_audit_log_go_when_they_are_older_than_they_are_kept(string kind)
    {
        var services = hosts[kind].Services;
        var now = DateTimeOffset.UtcNow;
        await services.GetRequiredService<AccessTables>().WriteAsync(
            context =>
            {
                // More than one piece of them.
                context.Audit.AddRange(Enumerable.Range(0, 1500).Select(i => new AuditRow { At = now.AddDays(-366).AddSeconds(-i), Who = "-", Action = "test.old", Target = "purge" }));
                context.Audit.Add(new AuditRow { At = now.AddDays(-364), Who = "-", Action = "test.kept", Target = "purge" });
                return Task.FromResult(true);
            },
            Token);
        var purge = Assert.Single(services.GetServices<IRecordPurge>(), purge => purge.What == "audit entries");
        Assert.Equal(1500, await purge.PurgeAsync(Token));
        Assert.Equal(0, await purge.PurgeAsync(Token));
        Assert.Equal("test.kept", Assert.Single(await hosts[kind].AuditAsync("purge")).Action);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(40_000)]
    public void A_number_of_days_that_makes_no_sense_is_refused(int days) =>
        Assert.Contains("server.keep_audit_days", Assert.Throws<UsageException>(() => new ServerSettings { KeepAuditDays = days }.KeepsAudit()).Message, StringComparison.Ordinal);
}
