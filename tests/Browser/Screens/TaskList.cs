using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace TapeFlows.Browser.Tests.Screens;

/// <summary>The page of tasks, with the dialog that makes and changes them.</summary>
public sealed class TaskList(ConsoleTab tab)
{
    /// <summary>Makes or changes a task.</summary>
    public ILocator Dialog => tab.Page.GetByRole(AriaRole.Dialog);

    /// <summary>When the schedule that is being written would run.</summary>
    public ILocator Preview => tab.Page.GetByTestId("fire-preview").Locator("p");

    /// <summary>The line of a task.</summary>
    public ILocator Row(string name) => tab.Page.GetByRole(AriaRole.Row).Filter(new() { Has = tab.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }) });

    /// <summary>A button of a task.</summary>
    public ILocator Deed(string deed, string name) => tab.Page.GetByRole(AriaRole.Button, new() { Name = $"{deed}: {name}", Exact = true });

    /// <summary>The log of the task that is open.</summary>
    public ILocator Log => tab.Page.GetByRole(AriaRole.Table, new() { Name = "Run log" });

    /// <summary>Opens the dialog for a new task.</summary>
    public Task NewAsync() => tab.Page.GetByRole(AriaRole.Button, new() { Name = "New task" }).ClickAsync();

    /// <summary>Writes into a field of the dialog; what is required has an asterisk behind its label.</summary>
    public Task FillAsync(string label, string text) => Dialog.GetByLabel(new Regex($@"^{Regex.Escape(label)}(\s\*)?$", RegexOptions.None, TimeSpan.FromSeconds(1))).FillAsync(text);

    /// <summary>Picks from a list of the dialog.</summary>
    public async Task ChooseAsync(string label, string choice)
    {
        await Dialog.GetByRole(AriaRole.Combobox, new() { Name = label }).ClickAsync();
        await tab.Page.GetByRole(AriaRole.Option, new() { Name = choice, Exact = true }).ClickAsync();
    }

    /// <summary>Unfolds what seldom is said.</summary>
    public Task MoreAsync() => Dialog.GetByRole(AriaRole.Button, new() { Name = "Time zone, priority" }).ClickAsync();

    /// <summary>Stores what the dialog says, and waits until it is gone.</summary>
    public async Task StoreAsync(string button)
    {
        await Dialog.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await Assertions.Expect(Dialog).ToHaveCountAsync(0);
    }
}
