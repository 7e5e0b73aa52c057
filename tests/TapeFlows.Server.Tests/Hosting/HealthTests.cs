using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Server.Access.Keys;
using TapeFlows.Server.Access.Users;
using TapeFlows.Server.Data;
using TapeFlows.Server.Hosting;
using TapeFlows.Server.Output;

namespace TapeFlows.Server.Tests.Hosting;

public sealed class HealthTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tapeflows-health-").FullName;
    private readonly HttpClient _client = new();
    private LogFile _log = null!;
    private Station _station = null!;
    private WebApplication _host = null!;

    public async ValueTask InitializeAsync()
    {
        SettingsFile.Write(new DataFolder(_folder), new Settings { Server = new ServerSettings { Pages = false } });
        _station = await Station.OpenAsync(new DataFolder(_folder), new Screen(isJson: false, isQuiet: true, TextWriter.Null, TextWriter.Null, isLive: false));
        _log = LogFile.Open(_station.Folder, isVerbose: false, _ => null);
        _host = ServeHost.Build(_station, "http://127.0.0.1:0", _log);
        await _host.StartAsync();
        _client.BaseAddress = new Uri(_host.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.StopAsync();
        await _host.DisposeAsync();
        await _station.DisposeAsync();
        _log.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task All_is_well_in_a_new_folder()
    {
        var answer = await ReadyAsync();
        var health = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("healthy", health.GetProperty("status").GetString());
        var catalog = health.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == "catalog");
        Assert.Equal("healthy", catalog.GetProperty("status").GetString());
        Assert.False(answer.Headers.Contains("Server"));
    }

    // The scheduler starts when everything else has: until then the answer is 503, and says that.
    private async Task<HttpResponseMessage> ReadyAsync()
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        while (true)
        {
            var answer = await _client.GetAsync("/health", patience.Token);
            if (answer.StatusCode == HttpStatusCode.OK)
                return answer;
            Assert.Contains("scheduler", await answer.Content.ReadAsStringAsync(patience.Token));
            answer.Dispose();
            await Task.Delay(50, patience.Token);
        }
    }

    [Fact]
    public async Task A_lost_library_makes_it_unready_but_not_dead()
    {
        Directory.Delete(_station.LibraryPath, recursive: true);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _client.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("/health/live")).StatusCode);
    }

    [Fact]
    public async Task Why_it_is_so_is_for_those_who_are_known()
    {
        Directory.Delete(_station.LibraryPath, recursive: true);
        Assert.Null(await LibraryReasonAsync());
        var (_, secret) = await _host.Services.GetRequiredService<KeyRing>().AddAsync("monitor", Role.Viewer, isEditor: false, days: 1, "tests", TestContext.Current.CancellationToken);
        _client.DefaultRequestHeaders.Add("X-Api-Key", secret);
        Assert.Contains(_station.LibraryPath, await LibraryReasonAsync(), StringComparison.Ordinal);
    }

    private async Task<string?> LibraryReasonAsync()
    {
        var health = JsonDocument.Parse(await (await _client.GetAsync("/health/ready")).Content.ReadAsStringAsync()).RootElement;
        return health.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == "library").GetProperty("reason").GetString();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/elsewhere")]
    public async Task What_is_served_besides_is_not_told_to_strangers(string path) =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await _client.GetAsync(path)).StatusCode);
}
