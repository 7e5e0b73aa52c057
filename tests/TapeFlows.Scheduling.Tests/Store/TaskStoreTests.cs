using System.Text.Json.Nodes;
using TapeFlows.Scheduling.Schedules;
using TapeFlows.Scheduling.Tasks;
using TapeFlows.Testing;

namespace TapeFlows.Scheduling.Tests.Store;

public abstract class TaskStoreContract(PostgresServer server, string kind) : TaskFixture(server, kind)
{
    [Fact]
    public async Task Every_field_comes_back_as_it_was()
    {
        await AddAsync("first");
        var draft = new TaskDraft
        {
            Name = "Nächtliche Sicherung",
            Description = "of everything",
            Enabled = false,
            Schedule = new WeeklySchedule([0, 6], new TimeOnly(3, 0)),
            TimeZone = "Europe/Berlin",
            ActionType = ActionType.Custom,
            Procedure = "full-backup@3",
            ActionConfig = new JsonObject { ["Sources"] = new JsonArray("/home", "/etc"), ["Verify"] = "all" },
            Priority = TaskPriority.Urgent,
            Retries = [TimeSpan.FromSeconds(5), TimeSpan.FromHours(1)],
            MonitorTimeout = TimeSpan.FromMinutes(30),
            RunTimeout = TimeSpan.FromHours(8),
            OnMissed = MissedRule.RunAll,
            Overlap = OverlapRule.CancelPrevious,
            DependsOn = [new TaskDependency("first", OnEnd: true)],
            Conditions = new TaskConditions
            {
                MaxLoad = 1.5,
                MinFreeDisk = new Dictionary<string, long>(StringComparer.Ordinal) { ["/var"] = 100_000_000 },
                NetworkHosts = ["db:5432"],
                Window = new TimeWindow(new TimeOnly(22, 0), new TimeOnly(6, 0)),
            },
        };
        await Store.AddAsync("second", draft, TaskOrigin.Config, oneOff: false, Token);

        var task = await Store.FindAsync("second", Token);

        Assert.NotNull(task);
        Assert.Equivalent(draft with { ActionConfig = [] }, task.Draft with { ActionConfig = [] }, strict: true);
        Assert.Equal(draft.ActionConfig.ToJsonString(), task.Draft.ActionConfig.ToJsonString());
        Assert.Equal((TaskOrigin.Config, ScheduledTaskStatus.Inactive, 1, Clock.GetUtcNow()), (task.Origin, task.Status, task.Version, task.CreatedAt));
        Assert.Null(task.NextRunTime);
    }

    [Fact]
    public async Task A_name_is_taken_once()
    {
        await AddAsync("one", x => x with { Name = "Same" });
        var error = await Assert.ThrowsAsync<TaskConflictException>(() => AddAsync("two", x => x with { Name = "Same" }));
        Assert.Contains("'Same'", error.Message, StringComparison.Ordinal);
        await AddAsync("two");
        await Assert.ThrowsAsync<TaskConflictException>(() => ChangeAsync("two", x => x with { Name = "Same" }));
    }

    [Fact]
    public async Task Of_two_who_change_the_same_version_one_is_told()
    {
        await AddAsync("task");
        var (_, after) = await ChangeAsync("task", x => x with { Description = "mine" }, version: 1);
        Assert.Equal(2, after.Version);
        var error = await Assert.ThrowsAsync<TaskVersionException>(() => ChangeAsync("task", x => x with { Description = "yours" }, version: 1));
        Assert.Contains("version 2, not 1", error.Message, StringComparison.Ordinal);
        Assert.Equal("mine", (await Store.FindAsync("task", Token))!.Draft.Description);
    }

    [Fact]
    public async Task Another_schedule_counts_from_now_and_anything_else_leaves_the_planned_time()
    {
        await AddAsync("task", x => x with { Schedule = new IntervalSchedule(1, IntervalUnit.Hours) });
        Clock.Advance(TimeSpan.FromMinutes(10));
        var (_, described) = await ChangeAsync("task", x => x with { Description = "new" });
        Assert.Equal(At(13, 0), described.NextRunTime);
        var (_, changed) = await ChangeAsync("task", x => x with { Schedule = new IntervalSchedule(2, IntervalUnit.Hours) });
        Assert.Equal(At(14, 10), changed.NextRunTime);
        var (_, disabled) = await ChangeAsync("task", x => x with { Enabled = false });
        Assert.Null(disabled.NextRunTime);
        Clock.Advance(TimeSpan.FromMinutes(5));
        var (_, enabled) = await ChangeAsync("task", x => x with { Enabled = true });
        Assert.Equal(At(14, 15), enabled.NextRunTime);
    }

    [Fact]
    public async Task What_comes_from_elsewhere_can_be_disabled_here_and_no_more()
    {
        await Store.AddAsync("config", new TaskDraft { Name = "config", TimeZone = "UTC", Procedure = "cleanup" }, TaskOrigin.Config, oneOff: false, Token);
        await ChangeAsync("config", x => x with { Enabled = false });
        await Assert.ThrowsAsync<TaskConflictException>(() => ChangeAsync("config", x => x with { Description = "other" }));
    }

    [Fact]
    public async Task Dependencies_must_be_there_and_lead_nowhere_back()
    {
        await AddAsync("a");
        await AddAsync("b", x => x with { DependsOn = [new TaskDependency("a")] });
        await AddAsync("c", x => x with { DependsOn = [new TaskDependency("b")] });
        await Assert.ThrowsAsync<TaskValidationException>(() => AddAsync("d", x => x with { DependsOn = [new TaskDependency("nothing")] }));
        var error = await Assert.ThrowsAsync<TaskValidationException>(() => ChangeAsync("a", x => x with { DependsOn = [new TaskDependency("c")] }));
        Assert.Equal("depends_on", Assert.Single(error.Errors).Field);
        await Assert.ThrowsAsync<TaskConflictException>(() => Store.DeleteAsync("b", version: null, Token));
        await ChangeAsync("c", x => x with { DependsOn = [] });
        await Store.DeleteAsync("b", version: null, Token);
        Assert.Null(await Store.FindAsync("b", Token));
    }

    [Fact]
    public async Task A_search_knows_large_and_small_letters_of_every_script_and_is_paged()
    {
        await Store.AddAsync("one", new TaskDraft { Name = "Übersicht", Description = "Ночной архив", TimeZone = "UTC", Procedure = "p" }, TaskOrigin.Api, oneOff: false, Token);
        for (var i = 0; i < 5; i++)
            await AddAsync($"Tage {i}");
        Assert.Equal("one", Assert.Single((await Store.ListAsync(new TaskQuery { Search = "über" }, Token)).Items).Id);
        Assert.Equal("one", Assert.Single((await Store.ListAsync(new TaskQuery { Search = "НОЧНОЙ" }, Token)).Items).Id);
        var page = await Store.ListAsync(new TaskQuery { Search = "tage", Page = 2, PageSize = 2 }, Token);
        Assert.Equal((5, "Tage 2 Tage 3"), (page.Total, string.Join(' ', page.Items.Select(task => task.Draft.Name))));
        Assert.Empty((await Store.ListAsync(new TaskQuery { Search = "100%_" }, Token)).Items);
    }

    [Fact]
    public async Task A_task_of_the_configuration_whose_name_a_person_has_taken_gets_another_one()
    {
        await AddAsync("a-persons", draft => draft with { Name = "cleanup" });
        var wanted = ConfiguredTasks.Read(name => name == "BACKUP_SCHEDULER_ENABLED" ? "true" : null, Settings);
        for (var start = 0; start < 2; start++)
            await ConfiguredTasks.ApplyAsync(wanted, Store, Token);
        Assert.Equal("cleanup (configuration)", (await Store.FindAsync("cleanup", Token))!.Draft.Name);
        Assert.Equal("cleanup", (await Store.FindAsync("a-persons", Token))!.Draft.Name);
    }

    [Fact]
    public async Task Lists_are_filtered_searched_and_paged_by_name()
    {
        foreach (var i in Enumerable.Range(0, 7))
            await AddAsync($"id{i}", x => x with { Name = $"Backup {i}", Enabled = i % 2 == 0, ActionType = i < 3 ? ActionType.Backup : ActionType.Cleanup });

        Assert.Equal(7, (await Store.ListAsync(new TaskQuery(), Token)).Total);
        Assert.Equal(4, (await Store.ListAsync(new TaskQuery { EnabledOnly = true }, Token)).Total);
        Assert.Equal(3, (await Store.ListAsync(new TaskQuery { ActionType = ActionType.Backup }, Token)).Total);
        Assert.Equal(["Backup 5"], (await Store.ListAsync(new TaskQuery { Search = "KUP 5" }, Token)).Items.Select(x => x.Draft.Name));
        var page = await Store.ListAsync(new TaskQuery { Page = 2, PageSize = 3 }, Token);
        Assert.Equal(["Backup 3", "Backup 4", "Backup 5"], page.Items.Select(x => x.Draft.Name));
        Assert.Equal(7, page.Total);
    }

    private Task<(ScheduledTask Before, ScheduledTask After)> ChangeAsync(string id, Func<TaskDraft, TaskDraft> change, int? version = null) => Store.ChangeAsync(id, change, version, TaskOrigin.Api, Token);

    private static DateTimeOffset At(int hour, int minute) => new(2026, 7, 1, hour, minute, 0, TimeSpan.Zero);
}

public sealed class SqliteTaskStoreTests(PostgresServer server) : TaskStoreContract(server, Sqlite);

public sealed class PostgreSqlTaskStoreTests(PostgresServer server) : TaskStoreContract(server, PostgreSql);
