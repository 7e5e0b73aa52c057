using System.Text.Json.Nodes;
using Microsoft.Playwright;
using TapeFlows.Browser.Tests.Running;
using TapeFlows.Browser.Tests.Screens;

namespace TapeFlows.Browser.Tests.Designing;

/// <summary>The procedures that ship, as the designer shows them.</summary>
public sealed class ShippedProcedureTests(Desk desk)
{
    [Fact]
    public async Task All_of_them_open_without_a_warning_and_as_they_are()
    {
        await using var tab = await desk.OpenAsync();
        foreach (var id in await ShippedAsync())
        {
            var root = (await desk.Server.LatestAsync(id))["root"]!;
            await tab.Page.GotoAsync($"/workflows/definitions/{id}/edit");
            var designer = new Designer(tab);
            await designer.WaitAsync();
            await Assertions.Expect(designer.Nodes).ToHaveCountAsync(root["activities"]!.AsArray().Count);
            await Assertions.Expect(designer.Edges).ToHaveCountAsync(root["connections"]!.AsArray().Count);
            await Assertions.Expect(tab.Page.Locator(".mud-snackbar")).ToHaveCountAsync(0);
            await Assertions.Expect(designer.ReadOnlyNote).ToHaveCountAsync(0);
            await Assertions.Expect(tab.Page.GetByText("Not Found:")).ToHaveCountAsync(0);
            await designer.FitAsync();
            await tab.PictureAsync("procedure-" + id);
        }

        tab.AssertQuiet();
    }

    private async Task<IReadOnlyList<string>> ShippedAsync()
    {
        using var answer = await desk.Server.Admin.GetAsync("/elsa/api/workflow-definitions?versionOptions=Latest");
        var all = (await JsonNode.ParseAsync(await answer.Content.ReadAsStreamAsync()))!["items"]!.AsArray().Select(item => (string)item!["definitionId"]!).ToHashSet(StringComparer.Ordinal);
        var shipped = Directory.GetFiles(ConsoleServer.Metadata("Workflows"), "*.json").Select(path => Path.GetFileNameWithoutExtension(path)!).ToList();
        Assert.Subset(all, shipped.ToHashSet(StringComparer.Ordinal));
        return shipped;
    }
}
