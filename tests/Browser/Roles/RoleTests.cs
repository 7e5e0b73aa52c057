using Microsoft.Playwright;
using TapeFlows.Browser.Tests.Running;
using TapeFlows.Browser.Tests.Screens;

namespace TapeFlows.Browser.Tests.Roles;

/// <summary>What each role is let do: buttons that do nothing are not offered.</summary>
public sealed class RoleTests(Desk desk)
{
    [Theory]
    [InlineData(Accounts.Admin, true, true, true)]
    [InlineData(Accounts.Editor, true, false, true)]
    [InlineData(Accounts.Operator, false, true, false)]
    [InlineData(Accounts.Viewer, false, false, false)]
    public async Task Each_role_is_offered_what_it_may_do(string user, bool mayEdit, bool mayRun, bool mayMakeTasks)
    {
        await using var tab = await desk.OpenAsStrangerAsync();
        await tab.SignInAsync("/tasks", user);
        await ExpectEnabledAsync(tab.Page.GetByRole(AriaRole.Button, new() { Name = "New task" }), mayMakeTasks);

        var list = new DefinitionList(tab);
        await list.OpenAsync();
        await ExpectEnabledAsync(list.CreateButton, mayEdit);

        await list.OpenAsync("verify-media");
        var designer = new Designer(tab);
        await designer.WaitAsync();
        await Assertions.Expect(designer.ReadOnlyNote).ToHaveCountAsync(mayEdit ? 0 : 1);
        await Assertions.Expect(designer.RunButton).ToBeVisibleAsync(new() { Visible = mayRun });
        tab.AssertQuiet();
    }

    [Fact]
    public async Task A_wrong_password_is_refused_in_words()
    {
        await using var tab = await desk.OpenAsStrangerAsync();
        await tab.Page.GotoAsync("/");
        await tab.Page.GetByLabel("User name").FillAsync(Accounts.Viewer);
        await tab.Page.GetByLabel("Password").FillAsync("not the password");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The user name or the password is wrong.");
        await Assertions.Expect(tab.Page.GetByLabel("Password")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task An_edit_waits_while_somebody_signs_in_again()
    {
        await desk.Server.ImportAsync(Flow.Of("expired", Flow.Activity("Elsa.WriteLine")));
        var designer = await Designer.OpenAsync(desk, "expired", Accounts.Editor);
        await using var tab = designer.Tab;
        // The session ends between the edit and its save: whatever the page asks for besides, the edit is made by then.
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await tab.Page.RouteAsync("**/elsa/api/workflow-definitions", async save =>
        {
            await ended.Task;
            await save.ContinueAsync();
        });
        await designer.SelectAsync("a0");
        await designer.FillAsync("Text", "kept");
        await desk.EndSessionsAsync(Accounts.Editor);
        ended.SetResult();

        var dialog = tab.Page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToContainTextAsync("Your session has ended");
        await tab.PictureAsync("session-ended");
        await dialog.GetByLabel("Password").FillAsync(Accounts.Password);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await designer.SaysAsync("Draft 1 saved");
        Assert.Equal("kept", (string?)(await desk.Server.LatestAsync("expired"))["root"]!["activities"]![0]!["text"]!["expression"]!["value"]);
    }

    private static Task ExpectEnabledAsync(ILocator button, bool enabled) =>
        enabled ? Assertions.Expect(button).ToBeEnabledAsync() : Assertions.Expect(button).ToBeDisabledAsync();
}
