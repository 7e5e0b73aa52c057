using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using TapeFlows.Browser.Tests.Running;
using TapeFlows.Browser.Tests.Screens;

namespace TapeFlows.Browser.Tests.Loading;

/// <summary>What a visit costs, and where it goes.</summary>
public sealed class LoadTests(Desk desk, ITestOutputHelper output)
{
    private const double MostMegabytes = 12;
    private static readonly TimeSpan Cold = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task The_designer_is_there_soon_and_asks_no_other_host_for_anything()
    {
        await using var context = await desk.NewContextAsync();
        await using var tab = new ConsoleTab(await context.NewPageAsync());
        var designer = new Designer(tab);
        var hosts = new HashSet<string>(StringComparer.Ordinal);
        tab.Page.Request += (_, request) => hosts.Add(new Uri(request.Url).GetLeftPart(UriPartial.Authority));
        await tab.SignInAsync("/", Accounts.Admin);
        var bytes = await ReceivedAsync(tab.Page);

        var cold = await TimeAsync(tab, designer);
        var megabytes = await bytes() / 1e6;
        // A second visit: everything is loaded and started anew, from the browser's cache.
        var warm = await TimeAsync(tab, designer);

        var figures = string.Create(
            CultureInfo.InvariantCulture, $"designer: first visit {cold.TotalSeconds:0.0} s, {megabytes:0.0} MB received; from the cache {warm.TotalSeconds:0.0} s (bounds {Cold.TotalSeconds:0} s, {MostMegabytes:0} MB, {Warm.TotalSeconds:0} s)");
        output.WriteLine(figures);
        await File.WriteAllTextAsync(Path.Combine(ConsoleServer.Metadata("Pictures"), "figures.txt"), figures + "\n");
        Assert.Equal([desk.Server.Address.GetLeftPart(UriPartial.Authority)], hosts.Where(host => host.StartsWith("http", StringComparison.Ordinal)));
        Assert.InRange(megabytes, 3, MostMegabytes);
        // The figures are told; a machine that runs a test suite at the same time is no place to hold a second against.
        Assert.InRange(cold, TimeSpan.Zero, 2 * Cold);
        Assert.InRange(warm, TimeSpan.Zero, 2 * Warm);
        tab.AssertQuiet();
    }

    [Fact]
    public async Task The_page_allows_its_own_server_only_and_the_browser_refuses_nothing()
    {
        using var answer = await desk.Server.Admin.GetAsync("/workflows/definitions");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("'unsafe-inline'", policy.Split(';').Single(part => part.Contains("script-src", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain("'unsafe-eval'", policy, StringComparison.Ordinal);

        // Every page once; what the policy stops is an error in the browser's console.
        await using var tab = await desk.OpenAsync();
        foreach (var room in (string[])["Tasks", "Backups", "Inbox", "Procedures", "Runs", "Home"])
        {
            await tab.GoToAsync(room);
            await Assertions.Expect(tab.Bar).ToContainTextAsync(room);
            await tab.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await tab.PictureAsync("page-" + room.ToLowerInvariant());
        }

        tab.AssertQuiet();
    }

    [Theory]
    [InlineData("/workflows/definitions/nothing-here/edit")]
    [InlineData("/tasks")]
    [InlineData("/inbox")]
    public async Task Each_address_is_the_shell_which_asks_to_sign_in(string address)
    {
        using var stranger = new HttpClient { BaseAddress = desk.Server.Address };
        using var answer = await stranger.GetAsync(address);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("<div id=\"console\">", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<TimeSpan> TimeAsync(ConsoleTab tab, Designer designer)
    {
        var watch = Stopwatch.StartNew();
        await tab.Page.GotoAsync("/workflows/definitions/full-backup/edit", new() { WaitUntil = WaitUntilState.Commit });
        await designer.WaitAsync();
        return watch.Elapsed;
    }

    // As the wire has it: compressed, with heads.
    private static async Task<Func<Task<double>>> ReceivedAsync(IPage page)
    {
        var devtools = await page.Context.NewCDPSessionAsync(page);
        var received = 0d;
        devtools.Event("Network.loadingFinished").OnEvent += (_, arguments) => received += arguments!.Value.GetProperty("encodedDataLength").GetDouble();
        await devtools.SendAsync("Network.enable");
        return () => Task.FromResult(received);
    }
}
