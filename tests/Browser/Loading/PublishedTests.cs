using System.Diagnostics;
using Microsoft.Playwright;
using TapeFlows.Browser.Tests.Running;
using TapeFlows.Browser.Tests.Screens;

namespace TapeFlows.Browser.Tests.Loading;

/// <summary>What <c>dotnet publish</c> makes, started where there is nothing of the checkout.</summary>
public sealed class PublishedTests(Desk desk)
{
    [Fact]
    public async Task The_published_program_brings_its_console_along()
    {
        var folder = Directory.CreateTempSubdirectory("tapeflows-published-");
        try
        {
            await PublishAsync(folder.FullName);
            Assert.True(File.Exists(Path.Combine(folder.FullName, "pages", "index.html")), "There are no pages beside the program.");
            await using var server = new ConsoleServer(Path.Combine(folder.FullName, "tapeflows"));
            await server.StartAsync();
            await using var context = await desk.Browser.NewContextAsync(new() { BaseURL = server.Address.ToString(), Locale = "en-US" });
            await using var tab = new ConsoleTab(await context.NewPageAsync());

            await tab.SignInAsync("/", Accounts.Admin);
            await Assertions.Expect(tab.Page.GetByRole(AriaRole.Region, new() { Name = "Drives and slots" })).ToContainTextAsync("TF0001L8");
            await new DefinitionList(tab).OpenAsync();
            tab.AssertQuiet();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Of what the tests were built with; only the files are gathered.
    private static async Task PublishAsync(string folder)
    {
        string[] arguments = ["publish", ConsoleServer.Metadata("Project"), "-c", ConsoleServer.Metadata("Configuration"), "--no-build", "-o", folder, "-nodeReuse:false", "-v", "q"];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        Assert.True(await process.EndAsync("dotnet publish", TimeSpan.FromMinutes(10)) == 0, string.Join('\n', await said));
    }
}
