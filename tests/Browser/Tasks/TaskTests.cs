using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using TapeFlows.Browser.Tests.Running;
using TapeFlows.Browser.Tests.Screens;
using static TapeFlows.Browser.Tests.Running.Flow;

namespace TapeFlows.Browser.Tests.Tasks;

/// <summary>What the page of tasks can do, held against what the server then knows.</summary>
public sealed class TaskTests(Desk desk)
{
    private const string Tasks = "/api/scheduler/tasks";

    [Fact]
    public async Task Tasks_of_all_seven_kinds_are_made_with_a_look_at_their_next_times()
    {
        await PublishAsync("task-kinds");
        await using var tab = await desk.OpenAsync("/tasks?procedure=task-kinds");
        var list = new TaskList(tab);
        foreach (var (kind, words, fill, config) in Kinds(list))
        {
            await list.NewAsync();
            await list.FillAsync("Name", "kind " + kind);
            await list.ChooseAsync("When", words);
            await fill();
            await Assertions.Expect(list.Preview).ToHaveCountAsync(kind == "once" ? 1 : 5);
            if (kind == "weekly")
                await tab.PictureAsync("task-new");
            await list.StoreAsync("Create");
            await Assertions.Expect(list.Row("kind " + kind)).ToBeVisibleAsync();
            var stored = await TaskAsync("kind " + kind);
            Assert.Equal(kind, (string?)stored["schedule_type"]);
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(config), stored["schedule_config"]), $"{kind}: {stored["schedule_config"]?.ToJsonString()}");
            Assert.Equal("task-kinds", (string?)stored["procedure"]);
        }

        await tab.PictureAsync("tasks");
        tab.AssertQuiet();
    }

    [Fact]
    public async Task A_task_is_run_its_log_leads_to_the_run_and_back_and_it_is_switched_off_and_on()
    {
        await PublishAsync("task-run");
        await MakeAsync("goes by hand", "task-run");
        await using var tab = await desk.OpenAsync("/tasks?search=goes");
        var list = new TaskList(tab);

        await list.Deed("Run now", "goes by hand").ClickAsync();
        await list.Row("goes by hand").GetByRole(AriaRole.Button, new() { Name = "goes by hand", Exact = true }).ClickAsync();
        await Assertions.Expect(list.Log).ToContainTextAsync("good");
        await tab.PictureAsync("task-log");

        await list.Deed("Disable", "goes by hand").ClickAsync();
        await Assertions.Expect(list.Row("goes by hand")).ToContainTextAsync("disabled");
        Assert.False((bool)(await TaskAsync("goes by hand"))["enabled"]!);
        await list.Deed("Enable", "goes by hand").ClickAsync();
        await Assertions.Expect(list.Row("goes by hand")).ToContainTextAsync("active");

        await list.Log.GetByRole(AriaRole.Link, new() { Name = "Run" }).ClickAsync();
        await new RunViewer(tab).WaitForStateAsync("finished");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Task goes by hand" }).ClickAsync();
        await Assertions.Expect(list.Row("goes by hand")).ToBeVisibleAsync();
        tab.AssertQuiet();
    }

    [Fact]
    public async Task A_task_that_runs_is_stopped()
    {
        await PublishAsync("task-stop", Activity("Elsa.Delay", ("timeSpan", Literal("TimeSpan", "10:00:00"))));
        await MakeAsync("takes its time", "task-stop");
        await using var tab = await desk.OpenAsync("/tasks?search=takes", Accounts.Operator);
        var list = new TaskList(tab);

        await list.Deed("Run now", "takes its time").ClickAsync();
        await Assertions.Expect(list.Row("takes its time")).ToContainTextAsync("running");
        await list.Deed("Stop", "takes its time").ClickAsync();
        await Assertions.Expect(list.Row("takes its time")).Not.ToContainTextAsync("running");
        await list.Row("takes its time").GetByRole(AriaRole.Button, new() { Name = "takes its time", Exact = true }).ClickAsync();
        await Assertions.Expect(list.Log).ToContainTextAsync("cancelled");
        tab.AssertQuiet();
    }

    [Fact]
    public async Task Everything_of_a_task_can_be_changed_and_it_can_be_copied_and_deleted()
    {
        await PublishAsync("task-change");
        await MakeAsync("goes first", "task-change");
        await MakeAsync("to be changed", "task-change");
        var first = (string)(await TaskAsync("goes first"))["id"]!;
        await using var tab = await desk.OpenAsync("/tasks", Accounts.Editor);
        var list = new TaskList(tab);

        await list.Deed("Change", "to be changed").ClickAsync();
        await list.FillAsync("Name", "has been changed");
        await list.FillAsync("Who", "Olga");
        await list.ChooseAsync("When", "Monthly");
        await list.FillAsync("Day (-1: last of the month)", "-1");
        await list.MoreAsync();
        await list.FillAsync("Time zone", "Europe/Berlin");
        await list.ChooseAsync("Priority", "high");
        await list.ChooseAsync("Times that were missed are", "left out");
        await list.ChooseAsync("A time while it still runs is", "runs when the run before has ended");
        await list.FillAsync("Further attempts", "5, 50");
        await list.FillAsync("Tell somebody after (seconds)", "60");
        await list.FillAsync("Cancel after (seconds)", "7200");
        await list.FillAsync("Not before", "22:00");
        await list.FillAsync("Not after", "06:00");
        await list.FillAsync("Load at most", "1.5");
        await list.FillAsync("Free space at least", "/tmp 1 MiB");
        await list.FillAsync("Hosts that must answer", "127.0.0.1");
        await list.FillAsync("Runs after these tasks", "goes first");
        await tab.Page.GetByRole(AriaRole.Option, new() { Name = "goes first" }).ClickAsync();
        await list.Dialog.GetByLabel("goes first: also after a run that failed").CheckAsync();
        await Assertions.Expect(tab.Page.GetByTestId("fire-preview")).ToContainTextAsync("Europe/Berlin");
        await tab.PictureAsync("task-change");
        await list.StoreAsync("Save");

        var stored = await TaskAsync("has been changed");
        var wanted = JsonNode.Parse(
            $$"""
            { "task_name": "has been changed", "schedule_type": "monthly", "schedule_config": { "day_of_month": -1, "time": "02:00:00" }, "time_zone": "Europe/Berlin", "action_config": { "Who": "Olga" },
              "priority": "high", "retry_count": 2, "retry_interval": [5, 50], "monitor_timeout": 60, "run_timeout": 7200, "on_missed": "skip", "overlap": "queue",
              "depends_on": [{ "task_id": "{{first}}", "on_end": true }],
              "conditions": { "max_load": 1.5, "min_free_disk": { "/tmp": 1048576 }, "network_hosts": ["127.0.0.1"], "window": { "from": "22:00:00", "to": "06:00:00" } } }
            """)!.AsObject();
        foreach (var (field, value) in wanted)
            Assert.True(JsonNode.DeepEquals(value, stored[field]), $"{field}: {stored[field]?.ToJsonString()}");

        await list.Deed("Copy", "has been changed").ClickAsync();
        await list.StoreAsync("Create");
        var copy = await TaskAsync("has been changed (copy)");
        Assert.True(JsonNode.DeepEquals(stored["conditions"], copy["conditions"]));
        tab.Page.Dialog += (_, question) => _ = question.AcceptAsync();
        await list.Deed("Delete", "has been changed (copy)").ClickAsync();
        await Assertions.Expect(list.Row("has been changed (copy)")).ToHaveCountAsync(0);
        tab.AssertQuiet();
    }

    [Fact]
    public async Task A_change_that_somebody_else_has_overtaken_is_told_and_nothing_is_overwritten()
    {
        await PublishAsync("task-stale");
        await MakeAsync("two change it", "task-stale");
        await using var tab = await desk.OpenAsync("/tasks?search=two");
        var list = new TaskList(tab);
        await list.Deed("Change", "two change it").ClickAsync();
        await list.FillAsync("Description", "mine");
        using (var answer = await desk.Server.Admin.PatchAsJsonAsync($"{Tasks}/{(await TaskAsync("two change it"))["id"]}", new { description = "theirs" }))
            Assert.True(answer.IsSuccessStatusCode);

        await list.Dialog.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(list.Dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("Somebody else has changed this task");
        await tab.PictureAsync("task-conflict");
        Assert.Equal("theirs", (string?)(await TaskAsync("two change it"))["description"]);

        await list.Dialog.GetByRole(AriaRole.Button, new() { Name = "Load it again" }).ClickAsync();
        await Assertions.Expect(list.Dialog.GetByLabel("Description")).ToHaveValueAsync("theirs");
        await list.FillAsync("Description", "both");
        await list.StoreAsync("Save");
        Assert.Equal("both", (string?)(await TaskAsync("two change it"))["description"]);
    }

    private static IEnumerable<(string Kind, string Words, Func<Task> Fill, string Config)> Kinds(TaskList list) =>
    [
        ("once", "Once", () => list.FillAsync("Date and time", "2099-12-25T14:30"), """{ "datetime": "2099-12-25 14:30:00" }"""),
        ("interval", "Every ...", () => list.FillAsync("Every", "45"), """{ "interval": 45, "unit": "minutes" }"""),
        ("daily", "Daily", () => list.FillAsync("Time", "03:15"), """{ "time": "03:15:00" }"""),
        ("weekly", "Weekly", () => list.Dialog.GetByRole(AriaRole.Button, new() { Name = "Mon" }).ClickAsync(), """{ "day_of_week": [0, 6], "time": "02:00:00" }"""),
        ("monthly", "Monthly", () => list.FillAsync("Day (-1: last of the month)", "-1"), """{ "day_of_month": -1, "time": "02:00:00" }"""),
        ("yearly", "Yearly", () => list.FillAsync("Month (1 to 12)", "2"), """{ "month": 2, "day": 1, "time": "02:00:00" }"""),
        ("cron", "Cron", () => list.FillAsync("Cron expression", "0 2,14 * * *"), """{ "cron": "0 2,14 * * *" }"""),
    ];

    private async Task PublishAsync(string name, params JsonObject[] activities)
    {
        await desk.Server.ImportAsync(Of(name, activities is [] ? [Activity("Elsa.WriteLine", ("text", Literal("String", "done")))] : activities).WithInput("Who", "String"));
        await desk.Server.PublishAsync(name);
    }

    private async Task MakeAsync(string name, string procedure)
    {
        using var answer = await desk.Server.Admin.PostAsJsonAsync(Tasks, new { task_name = name, action_type = "custom", procedure });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<JsonNode> TaskAsync(string name) =>
        (await desk.Server.Admin.GetFromJsonAsync<JsonObject>($"{Tasks}?search={Uri.EscapeDataString(name)}"))!["tasks"]!.AsArray().Single(task => (string)task!["task_name"]! == name)!;
}
