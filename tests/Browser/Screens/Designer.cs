using System.Text.Json.Nodes;
using Microsoft.Playwright;
using TapeFlows.Browser.Tests.Running;

namespace TapeFlows.Browser.Tests.Screens;

/// <summary>Elsa Studio's editor on a definition.</summary>
public sealed class Designer(ConsoleTab tab)
{
    private const string Editor = "elsa-workflow-definition-editor";

    /// <summary>Opens a definition as somebody.</summary>
    public static async Task<Designer> OpenAsync(Desk desk, string definitionId, string user = Accounts.Admin)
    {
        var designer = new Designer(await desk.OpenAsync($"/workflows/definitions/{definitionId}/edit", user));
        await designer.WaitAsync();
        return designer;
    }

    public ConsoleTab Tab => tab;

    public IPage Page => tab.Page;

    public ILocator Nodes => Page.Locator($"{Editor} .x6-node");

    public ILocator Edges => Page.Locator($"{Editor} .x6-edge");

    /// <summary>Says whether what is seen is stored.</summary>
    public ILocator SaveSign => tab.Page.GetByTestId("save-sign");

    /// <summary>Says that nothing can be changed here.</summary>
    public ILocator ReadOnlyNote => Page.Locator($"{Editor} .mud-alert", new() { HasText = "read-only" });

    /// <summary>Starts a run.</summary>
    public ILocator RunButton => Page.Locator($"{Editor} .mud-toolbar button.mud-success-text");

    /// <summary>Waits until activities are drawn.</summary>
    public Task WaitAsync() => Nodes.First.Locator(".activity-label").WaitForAsync();

    /// <summary>Shows all of it at once.</summary>
    public async Task FitAsync()
    {
        await Page.Locator($"{Editor} .mud-toolbar button").First.ClickAsync();
        await RestAsync(Nodes.First);
    }

    /// <summary>Drags an activity from the toolbox to a point of the canvas.</summary>
    /// <returns>The id of the new activity.</returns>
    public async Task<string> DragAsync(string category, string activity, float x, float y)
    {
        var item = Page.Locator($"{Editor} [draggable=true]:has(:text-is('{activity}'))");
        var header = Page.Locator(".mud-expand-panel-header", new() { HasText = category });
        var before = await IdsAsync();
        await tab.InsistAsync(async () =>
        {
            await header.WaitForAsync(new() { Timeout = ConsoleTab.Moment });
            if (await Nodes.CountAsync() == before.Count)
            {
                if (!await item.IsVisibleAsync())
                    await header.ClickAsync(new() { Timeout = ConsoleTab.Moment });
                await item.DragToAsync(Page.Locator($"{Editor} .x6-graph").First, new() { TargetPosition = new() { X = x, Y = y }, Timeout = ConsoleTab.Moment });
            }

            await Assertions.Expect(Nodes).ToHaveCountAsync(before.Count + 1, new() { Timeout = ConsoleTab.Moment });
        });
        return (await IdsAsync()).Except(before, StringComparer.Ordinal).Single();
    }

    /// <summary>Draws a connection from an outcome of one activity to another.</summary>
    public async Task ConnectAsync(string source, string port, string target)
    {
        var edges = await Edges.CountAsync();
        await tab.InsistAsync(async () =>
        {
            await RestAsync(Node(target));
            // A line that is drawn into the void vanishes again.
            if (await Edges.CountAsync() == edges)
            {
                await MoveToAsync(Node(source).Locator($"[port='{port}']"));
                await Page.Mouse.DownAsync();
                await MoveToAsync(Node(target).Locator("[port='In']"), steps: 12);
                await Page.Mouse.UpAsync();
            }

            await Assertions.Expect(Edges).ToHaveCountAsync(edges + 1, new() { Timeout = ConsoleTab.Moment });
        });
    }

    /// <summary>Selects an activity, as a click on it does.</summary>
    public Task SelectAsync(string id) => tab.InsistAsync(async () =>
    {
        // A frame that lies over what is selected takes the clicks of elements; the mouse goes where it is told.
        var box = await RestAsync(Node(id).Locator("foreignObject"));
        await Page.Mouse.ClickAsync(box.X + (box.Width / 2), box.Y + box.Height - 12);
        await Assertions.Expect(Node(id)).ToContainClassAsync("x6-node-selected", new() { Timeout = ConsoleTab.Moment });
    });

    /// <summary>Waits until the inputs of what is selected are shown: those of the activity before may stay for a moment.</summary>
    public async Task WaitForInputAsync(string label) => await (await FieldAsync("Input", label)).WaitForAsync();

    /// <summary>One of the tabs of what is selected, or of the definition.</summary>
    public async Task<ILocator> TabAsync(string name)
    {
        await Page.GetByRole(AriaRole.Tab, new() { Name = name, Exact = true }).Last.ClickAsync();
        var panel = Page.GetByRole(AriaRole.Tabpanel, new() { Name = name, Exact = true });
        await panel.WaitForAsync();
        return panel;
    }

    /// <summary>Writes into a text field of the inputs.</summary>
    public async Task FillAsync(string label, string text)
    {
        var field = (await FieldAsync("Input", label)).Locator("input, textarea").First;
        await field.FillAsync(text);
        await field.BlurAsync();
    }

    /// <summary>Puts the check into a box of the inputs.</summary>
    public async Task CheckAsync(string label) =>
        await (await TabAsync("Input")).Locator("label.mud-checkbox", new() { HasText = label }).Locator("input").CheckAsync();

    /// <summary>The choices of a drop-down list; picks one of them.</summary>
    public async Task<IReadOnlyList<string>> ChooseAsync(string tabName, string label, string choice)
    {
        var field = await FieldAsync(tabName, label);
        var list = Page.Locator(".mud-popover-open [role=option], .mud-popover-open .mud-list-item");
        var wanted = list.Filter(new() { HasText = choice }).First;
        IReadOnlyList<string> choices = [];
        await tab.InsistAsync(async () =>
        {
            if (await list.CountAsync() == 0)
                await field.Locator("[tabindex='0']").First.ClickAsync(new() { Timeout = ConsoleTab.Moment });
            await wanted.WaitForAsync(new() { Timeout = ConsoleTab.Moment });
            choices = await list.AllInnerTextsAsync();
            await wanted.ClickAsync(new() { Timeout = ConsoleTab.Moment });
            await Assertions.Expect(list).ToHaveCountAsync(0, new() { Timeout = ConsoleTab.Moment });
        });
        return choices;
    }

    /// <summary>Has an input come from an expression. Studio takes what is typed into a new editor at once for the text that it begins with, and stores nothing; so it is typed until it is stored.</summary>
    public async Task WriteExpressionAsync(string label, string language, string text, Func<Task<bool>> isStored)
    {
        var row = (await FieldAsync("Input", label)).Locator("xpath=ancestor::div[@role='group'][1]");
        await tab.ChooseAsync(row, language);
        await tab.InsistAsync(async () =>
        {
            await row.Locator(".monaco-editor").First.ClickAsync(new() { Timeout = ConsoleTab.Moment });
            await Page.Keyboard.PressAsync("Control+A");
            await Page.Keyboard.InsertTextAsync(text);
            await Assertions.Expect(row.Locator(".view-lines")).ToHaveTextAsync(text, new() { Timeout = ConsoleTab.Moment });
            await Eventually.TrueAsync(isStored, patience: TimeSpan.FromMilliseconds(ConsoleTab.Moment));
        });
    }

    /// <summary>Publishes what is seen.</summary>
    public Task PublishAsync() => Page.Locator($"{Editor} .mud-toolbar .mud-button-group-root button").First.ClickAsync();

    /// <summary>Starts a run with inputs, and waits until it is shown.</summary>
    public async Task RunAsync(params (string Label, string Value)[] inputs)
    {
        await RunButton.ClickAsync();
        var form = Page.GetByRole(AriaRole.Dialog);
        foreach (var (label, value) in inputs)
            await form.GetByLabel(label, new() { Exact = true }).FillAsync(value);
        await tab.PictureAsync("run-form");
        await form.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await Page.WaitForURLAsync("**/workflows/instances/*/view", new() { WaitUntil = WaitUntilState.Commit });
    }

    /// <summary>Brings a version back, from the tab with the history.</summary>
    public async Task RevertToAsync(int version)
    {
        var history = await TabAsync("Version history");
        await tab.ChooseAsync(history.Locator($"tbody tr:has(td:nth-child(3):text-is('{version}'))"), "Rollback to this version");
    }

    /// <summary>Tries the activity that is selected.</summary>
    /// <returns>What came of it.</returns>
    public async Task<ILocator> TryAsync()
    {
        var panel = await TabAsync("Test");
        await panel.GetByRole(AriaRole.Button).First.ClickAsync();
        return panel;
    }

    /// <summary>Waits until the sign beside the name says this.</summary>
    public Task SaysAsync(string words) => Assertions.Expect(SaveSign).ToContainTextAsync(words);

    // The labels of Studio's fields name ids that no field has.
    private async Task<ILocator> FieldAsync(string tabName, string label) =>
        (await TabAsync(tabName)).Locator($".mud-input-control:has(label:text-is(\"{label}\"))").First;

    // The canvas moves while it is laid out, and the mouse hits what was there before.
    private static async Task<LocatorBoundingBoxResult> RestAsync(ILocator place)
    {
        LocatorBoundingBoxResult? box = null;
        await Eventually.TrueAsync(
            async () =>
            {
                var before = box;
                box = await place.BoundingBoxAsync();
                await place.EvaluateAsync("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
                return box is not null && before is not null && (box.X, box.Y, box.Width, box.Height) == (before.X, before.Y, before.Width, before.Height);
            },
            "the canvas rests",
            patience: ConsoleTab.Patience);
        return box!;
    }

    private ILocator Node(string id) => Page.Locator($"{Editor} .x6-node[data-cell-id='{id}']");

    private async Task<HashSet<string>> IdsAsync()
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in await Nodes.AllAsync())
            ids.Add((await node.GetAttributeAsync("data-cell-id"))!);
        return ids;
    }

    private async Task MoveToAsync(ILocator place, int steps = 1)
    {
        var box = (await place.BoundingBoxAsync())!;
        await Page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2), new() { Steps = steps });
    }
}
