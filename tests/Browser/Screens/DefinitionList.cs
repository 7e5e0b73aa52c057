using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace TapeFlows.Browser.Tests.Screens;

/// <summary>Elsa Studio's list of definitions.</summary>
public sealed class DefinitionList(ConsoleTab tab)
{
    private const string List = "elsa-workflow-definition-list";

    /// <summary>The button that makes a definition.</summary>
    public ILocator CreateButton => tab.Page.Locator($"{List} button", new() { HasText = "Create workflow" }).First;

    /// <summary>Goes to it by the bar at the top.</summary>
    public async Task OpenAsync()
    {
        await tab.GoToAsync("Procedures");
        await tab.Page.Locator($"{List} tbody tr td").First.WaitForAsync();
    }

    /// <summary>The row of a definition.</summary>
    public ILocator Row(string definitionId) => tab.Page.Locator($"{List} tbody tr:has(td:text-is('{definitionId}'))");

    /// <summary>Has it show only what has a text in it: one page has ten rows.</summary>
    public async Task SearchAsync(string text)
    {
        var search = tab.Page.Locator($"{List} input[type=text]").First;
        await search.FillAsync(text);
        await search.PressAsync("Enter");
    }

    /// <summary>Finds a definition, on whatever page it is, and opens it in the designer.</summary>
    public async Task OpenAsync(string definitionId)
    {
        await SearchAsync(definitionId);
        await Row(definitionId).Locator("td").Nth(2).ClickAsync();
    }

    /// <summary>Makes a flowchart of that name.</summary>
    public async Task CreateAsync(string name)
    {
        await CreateButton.ClickAsync();
        var dialog = tab.Page.Locator(".mud-dialog");
        await dialog.Locator("input[type=text]").First.FillAsync(name);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "OK" }).Or(dialog.GetByRole(AriaRole.Button, new() { Name = "Create" })).First.ClickAsync();
        await tab.Page.WaitForURLAsync("**/edit");
    }

    /// <summary>Takes a file in.</summary>
    public async Task ImportAsync(string file)
    {
        await tab.Page.Locator($"{List} .mud-button-group-root .mud-menu button").Last.ClickAsync();
        var chooser = await tab.Page.RunAndWaitForFileChooserAsync(() => tab.Page.Locator(".mud-popover-open").GetByText("Import").First.ClickAsync());
        await chooser.SetFilesAsync(file);
    }

    /// <summary>Downloads a definition.</summary>
    public async Task<JsonObject> ExportAsync(string definitionId)
    {
        await tab.ChooseAsync(Row(definitionId), "Export");
        var download = await tab.Page.RunAndWaitForDownloadAsync(() => tab.Page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Export" }).ClickAsync());
        await using var content = await download.CreateReadStreamAsync();
        return (await JsonNode.ParseAsync(content))!.AsObject();
    }
}
