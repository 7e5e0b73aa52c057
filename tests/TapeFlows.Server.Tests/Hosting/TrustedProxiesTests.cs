using System.Text.Json.Nodes;
using TapeFlows.Server.Access.Users;
using TapeFlows.Server.Data;
using TapeFlows.Server.Hosting;
using TapeFlows.Server.Tests.Api;

namespace TapeFlows.Server.Tests.Hosting;

/// <summary>Who calls through a proxy, as the audit log and what is for this machine only see it.</summary>
public sealed class TrustedProxiesTests
{
    [Fact]
    public async Task Without_the_setting_the_header_is_ignored()
    {
        await using var host = await ApiHost.StartAsync();
        Assert.Equal("127.0.0.1", await SeenAsync(host, "203.0.113.9"));
        Assert.Equal(404, (await host.With(("X-Forwarded-For", "203.0.113.9")).GetAsync("/workflows/none")).Status);
    }

    [Fact]
    public async Task Only_proxies_that_the_settings_name_are_believed()
    {
        var proxies = new JsonArray("127.0.0.0/8", "10.1.2.3");
        await using var host = await ApiHost.StartAsync(settings: new JsonObject { ["server"] = new JsonObject { ["pages"] = false, ["trusted_proxies"] = proxies } });
        Assert.Equal("203.0.113.9", await SeenAsync(host, "203.0.113.9"));
        Assert.Equal("2001:db8::1", await SeenAsync(host, "2001:db8::1"));
        // The last that is no proxy of ours is the caller, whatever it wrote before.
        Assert.Equal("203.0.113.9", await SeenAsync(host, "198.51.100.1, 203.0.113.9"));
        Assert.Equal("203.0.113.9", await SeenAsync(host, "198.51.100.1, 203.0.113.9, 10.1.2.3"));
        // A caller from elsewhere is not taken for one on this machine, whatever name it says it called.
        Assert.Equal(403, (await host.With(("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-Host", "localhost")).GetAsync("/workflows/none")).Status);
        Assert.Equal(404, (await host.With().GetAsync("/workflows/none")).Status);
    }

    [Fact]
    public void What_is_neither_address_nor_network_is_refused_at_the_start()
    {
        var error = Assert.Throws<UsageException>(() => TrustedProxies.Read(new ServerSettings { TrustedProxies = ["proxy.example"] }));
        Assert.Contains("server.trusted_proxies", error.Message, StringComparison.Ordinal);
        Assert.Null(TrustedProxies.Read(new ServerSettings()));
    }

    private static async Task<string?> SeenAsync(ApiHost host, string forwarded)
    {
        var name = "u" + Guid.NewGuid().ToString("N");
        await host.AddAsync(name, Role.Viewer);
        (await host.LogInAsync(name, headers: ("X-Forwarded-For", forwarded))).With(200);
        return Assert.Single(await host.AuditAsync(name)).Address;
    }
}
