using TapeFlows.Scheduling.Runs;
using TapeFlows.Scheduling.Store;
using TapeFlows.Scheduling.Store.Model;
using TapeFlows.Scheduling.Schedules;
using TapeFlows.Scheduling.Tasks;
using TapeFlows.Scheduling.Tests.Store;
using TapeFlows.Testing;

namespace TapeFlows.Scheduling.Tests.Runs;

/// <summary>The rules of runs, each as one story in the database.</summary>
public abstract class RunLedgerContract(PostgresServer server, string kind) : TaskFixture(server, kind)
{
    [Fact]
    public async Task A_planned_time_gets_one_run_however_often_it_fires()
    {
        await AddAsync("task");
        var planned = new PlannedTime("task", (await Store.FindAsync("task", Token))!.NextRunTime!.Value);
        Clock.SetUtcNow(planned.At);
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Fires.FireAsync(planned, Token))));
        Assert.Single(await LogAsync("task"));
        Assert.Single(all.SelectMany(x => x.Turns));
        Assert.All(all, x => Assert.Equal(planned.At.AddDays(1), Assert.Single(x.Planned).At));
    }

    [Fact]
    public async Task A_planned_time_that_has_not_come_fires_nothing()
    {
        await AddAsync("task");
        var planned = new PlannedTime("task", (await Store.FindAsync("task", Token))!.NextRunTime!.Value);
        var consequences = await Fires.FireAsync(planned, Token);
        Assert.Empty(await LogAsync("task"));
        Assert.Equal(planned, Assert.Single(consequences.Planned));
    }

    [Fact]
    public async Task A_run_is_logged_from_its_planned_time_to_its_end_and_counted()
    {
        await AddAsync("task");
        await FireAsync("task");
        Clock.Advance(TimeSpan.FromSeconds(2));
        var kept = await BeginAsync();
        Assert.Equal(ScheduledTaskStatus.Running, (await Store.FindAsync("task", Token))!.Status);
        Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.True((await Ledger.EndAsync(kept.Run.ExecutionId, new Ending(RunStatus.Success, Result: """{"files":3}"""), Token)).WasFirst);

        var run = Assert.Single(await LogAsync("task"));
        Assert.Equal((1, RunStatus.Success, RunTrigger.Schedule, 1, """{"files":3}""", "node"), (run.ExecuteIndex, run.Status, run.Trigger, run.Attempt, run.Result, run.Node));
        Assert.Equal((At(13, 0), At(13, 0).AddSeconds(2), TimeSpan.FromSeconds(10)), (run.PlannedAt, run.StartedAt, run.Duration));
        var task = (await Store.FindAsync("task", Token))!;
        Assert.Equal((1, 1, 0, TimeSpan.FromSeconds(10)), (task.TotalRuns, task.SuccessRuns, task.FailureRuns, task.AverageDuration));
        Assert.Equal((run.StartedAt, run.CompletedAt, null), (task.LastRunTime, task.LastSuccessTime, task.LastFailureTime));
    }

    [Fact]
    public async Task The_first_end_of_a_run_counts()
    {
        await AddAsync("task");
        await FireAsync("task");
        var kept = await BeginAsync();
        Assert.True((await EndAsync(kept, RunStatus.Success)).WasFirst);
        Assert.False((await EndAsync(kept, RunStatus.Failed)).WasFirst);
        Assert.Equal(RunStatus.Success, Assert.Single(await LogAsync("task")).Status);
        Assert.Equal(1, (await Store.FindAsync("task", Token))!.TotalRuns);
    }

    [Fact]
    public async Task A_failed_run_is_tried_again_after_its_waits_and_then_is_an_error()
    {
        await AddAsync("task", x => x with { Retries = [TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(300)] });
        await FireAsync("task");
        foreach (var wait in new[] { 60, 300 })
        {
            var ended = await EndAsync(await BeginAsync(), RunStatus.Failed);
            Assert.False(ended.IsFinal);
            var wakeUp = Assert.Single(ended.Consequences.WakeUps);
            Assert.InRange(wakeUp.At - Clock.GetUtcNow(), TimeSpan.FromSeconds(wait), TimeSpan.FromSeconds(wait + 0.1));
            Assert.Empty((await Ledger.WakeAsync(wakeUp.ExecutionId, Token)).Turns);
            Clock.SetUtcNow(wakeUp.At);
            Assert.Single((await Ledger.WakeAsync(wakeUp.ExecutionId, Token)).Turns);
        }

        Assert.True((await EndAsync(await BeginAsync(), RunStatus.Failed)).IsFinal);
        Assert.Equal([(1, RunTrigger.Schedule), (2, RunTrigger.Retry), (3, RunTrigger.Retry)], (await LogAsync("task")).Select(x => (x.Attempt, x.Trigger)));
        Assert.Equal(ScheduledTaskStatus.Error, (await Store.FindAsync("task", Token))!.Status);
    }

    [Fact]
    public async Task A_planned_time_takes_the_place_of_an_attempt_that_is_not_due()
    {
        await AddAsync("task", x => x with { Schedule = new IntervalSchedule(1, IntervalUnit.Minutes), Retries = [TimeSpan.FromHours(1)] });
        await FireAsync("task");
        await EndAsync(await BeginAsync(), RunStatus.Failed);
        await FireAsync("task");
        Assert.Equal([RunStatus.Failed, RunStatus.Cancelled, RunStatus.Pending], (await LogAsync("task")).Select(x => x.Status));
    }

    [Theory]
    [InlineData(OverlapRule.Skip, new[] { RunStatus.Running, RunStatus.Skipped, RunStatus.Skipped })]
    [InlineData(OverlapRule.Queue, new[] { RunStatus.Running, RunStatus.Pending, RunStatus.Pending })]
    [InlineData(OverlapRule.CancelPrevious, new[] { RunStatus.Running, RunStatus.Cancelled, RunStatus.Pending })]
    public async Task A_task_never_runs_twice_at_once(OverlapRule rule, RunStatus[] expected)
    {
        await AddAsync("task", x => x with { Overlap = rule });
        await FireAsync("task");
        var kept = await BeginAsync();
        await FireAsync("task");
        await FireAsync("task");
        Assert.Equal(expected, (await LogAsync("task")).Select(x => x.Status));
        Assert.Null(await TakeAsync("other"));
        Assert.Equal(rule == OverlapRule.CancelPrevious ? RunWish.MakeWay : RunWish.None, await Ledger.WishAsync(kept, Token));

        var ended = await EndAsync(kept, RunStatus.Success);
        Assert.Equal(rule == OverlapRule.Skip ? 0 : 1, ended.Consequences.Turns.Count);
        Assert.Equal(rule != OverlapRule.Skip, await TakeAsync("other") is not null);
        Assert.Null(await TakeAsync("third"));
    }

    [Theory]
    [InlineData(MissedRule.RunOnce, 1, RunStatus.Pending)]
    [InlineData(MissedRule.RunAll, 4, RunStatus.Pending)]
    [InlineData(MissedRule.Skip, 1, RunStatus.Skipped)]
    public async Task Planned_times_that_were_missed_follow_their_rule(MissedRule rule, int rows, RunStatus status)
    {
        await AddAsync("task", x => x with { OnMissed = rule });
        var consequences = await FireAsync("task", late: TimeSpan.FromDays(3.5));
        var log = await LogAsync("task");
        Assert.Equal(rows, log.Count);
        Assert.All(log, x => Assert.Equal((RunTrigger.Missed, status), (x.Trigger, x.Status)));
        Assert.Equal(rule == MissedRule.Skip ? 0 : 1, consequences.Turns.Count);
        Assert.Equal(At(13, 0).AddDays(4), Assert.Single(consequences.Planned).At);
        for (var i = 0; rule != MissedRule.Skip && i < rows; i++)
            await EndAsync(await BeginAsync(), RunStatus.Success);
        Assert.Null(await TakeAsync("other"));
    }

    [Fact]
    public async Task An_interval_that_was_missed_goes_on_from_now()
    {
        await AddAsync("task", x => x with { Schedule = new IntervalSchedule(30, IntervalUnit.Minutes) });
        var consequences = await FireAsync("task", late: TimeSpan.FromMinutes(100));
        Assert.Equal(Clock.GetUtcNow().AddMinutes(30), Assert.Single(consequences.Planned).At);
        Assert.Single(await LogAsync("task"));
    }

    [Fact]
    public async Task The_queue_is_worked_off_by_priority_and_then_in_order()
    {
        Settings.MaxRuns = 5;
        foreach (var (id, priority) in new[] { ("low", TaskPriority.Low), ("first", TaskPriority.Normal), ("second", TaskPriority.Normal), ("late", TaskPriority.Low), ("urgent", TaskPriority.Urgent) })
        {
            await AddAsync(id, x => x with { Priority = priority });
            await Ledger.StartAsync(id, Token);
        }

        await Ledger.PrioritizeAsync("late", TaskPriority.High, Token);
        var order = new List<string>();
        while (await TakeAsync($"keeper{order.Count}") is { } kept)
            order.Add(kept.Run.TaskId);
        Assert.Equal(["urgent", "late", "first", "second", "low"], order);
    }

    [Fact]
    public async Task No_more_runs_are_kept_than_there_are_places_whoever_asks()
    {
        Settings.MaxRuns = 2;
        foreach (var id in new[] { "a", "b", "c" })
        {
            await AddAsync(id);
            await Ledger.StartAsync(id, Token);
        }

        var takings = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => Ledger.TakeAsync(new RunFiring($"node{number}", $"{number}"), Token)));
        Assert.Equal(2, takings.Count(taking => taking.Kept is not null));
        Assert.Equal(2, takings.Count(taking => taking.IsFull));

        await EndAsync(takings.First(taking => taking.Kept is not null).Kept!, RunStatus.Success);
        Assert.NotNull(await TakeAsync("last"));
        Assert.Equal(default, await Ledger.TakeAsync(new RunFiring("nobody", "nobody"), Token));
    }

    [Fact]
    public async Task An_urgent_run_asks_a_low_one_for_room_which_waits_and_goes_on()
    {
        Settings.MaxRuns = 1;
        await AddAsync("low", x => x with { Priority = TaskPriority.Low });
        await Ledger.StartAsync("low", Token);
        var low = await BeginAsync("low");
        Assert.False(await Ledger.AskForRoomAsync(Token));
        await AddAsync("urgent", x => x with { Priority = TaskPriority.Urgent });
        await Ledger.StartAsync("urgent", Token);
        Assert.True(await Ledger.AskForRoomAsync(Token));
        Assert.False(await Ledger.AskForRoomAsync(Token));
        Assert.Equal(RunWish.Yield, await Ledger.WishAsync(low, Token));
        Assert.Single((await Ledger.InterruptAsync(low, "An urgent run took its place.", Token)).Turns);
        Assert.Null(await Ledger.WishAsync(low, Token));
        var next = await BeginAsync("next");
        Assert.Equal("urgent", next.Run.TaskId);
        await EndAsync(next, RunStatus.Success);
        var again = await TakeAsync("again");
        Assert.Equal((low.Run.ExecutionId, true), (again!.Run.ExecutionId, again.Run.Interrupted));
    }

    [Fact]
    public async Task A_task_runs_when_all_it_depends_on_has_been_done()
    {
        await AddAsync("a");
        await AddAsync("b");
        await AddAsync("both", x => x with { Schedule = null, DependsOn = [new TaskDependency("a"), new TaskDependency("b", OnEnd: true)] });
        await AddAsync("planned", x => x with { DependsOn = [new TaskDependency("a")] });

        await FireAsync("planned");
        Assert.Equal("It waits for 'a'.", Assert.Single(await LogAsync("planned")).ErrorMessage);
        await RunAsync("b", RunStatus.Cancelled);
        Assert.Empty(await LogAsync("both"));
        await RunAsync("a", RunStatus.Failed, retries: 3);
        Assert.Empty(await LogAsync("both"));
        await RunAsync("a", RunStatus.Success);

        Assert.Equal(RunTrigger.Dependency, Assert.Single(await LogAsync("both")).Trigger);
        Assert.Equal(["both", "planned"], new[] { (await BeginAsync("1")).Run.TaskId, (await BeginAsync("2")).Run.TaskId }.Order(StringComparer.Ordinal));
        await RunAsync("c", RunStatus.Success);
        Assert.Single(await LogAsync("both"));
    }

    [Fact]
    public async Task A_person_stops_what_runs_and_what_waits()
    {
        await AddAsync("task", x => x with { Overlap = OverlapRule.Queue });
        await FireAsync("task");
        var kept = await BeginAsync();
        await FireAsync("task");
        var (ids, consequences) = await Ledger.StopAsync("task", Token);
        Assert.Equal(2, ids.Count);
        Assert.Empty(consequences.Turns);
        Assert.Equal(RunWish.Stop, await Ledger.WishAsync(kept, Token));
        await EndAsync(kept, RunStatus.Cancelled);
        Assert.All(await LogAsync("task"), x => Assert.Equal(RunStatus.Cancelled, x.Status));
        Assert.Equal(ScheduledTaskStatus.Paused, (await Store.FindAsync("task", Token))!.Status);
        Assert.Empty((await Ledger.StopAsync("task", Token)).ExecutionIds);
    }

    [Fact]
    public async Task A_person_does_not_start_what_runs_already()
    {
        await AddAsync("task");
        await Ledger.StartAsync("task", Token);
        await Assert.ThrowsAsync<TaskConflictException>(() => Ledger.StartAsync("task", Token));
        await Assert.ThrowsAsync<TaskNotFoundException>(() => Ledger.StartAsync("nothing", Token));
        Assert.Single(await LogAsync("task"));
    }

    [Fact]
    public async Task Conditions_that_do_not_hold_postpone_a_run_with_the_reason()
    {
        await AddAsync("task");
        await FireAsync("task");
        var kept = await TakeAsync("keeper");
        var wakeUp = Assert.Single((await Ledger.PostponeAsync(kept!, "the load is 9.0.", Token)).WakeUps);
        Assert.Null(await TakeAsync("other"));
        Assert.Equal((RunStatus.Pending, "Postponed: the load is 9.0."), Assert.Single((await LogAsync("task")).Select(x => (x.Status, x.ErrorMessage))));
        Clock.SetUtcNow(wakeUp.At);
        await Ledger.WakeAsync(wakeUp.ExecutionId, Token);
        await BeginAsync();
        Assert.Null(Assert.Single(await LogAsync("task")).ErrorMessage);
    }

    [Fact]
    public async Task A_run_whose_firing_died_is_kept_by_the_recovered_firing_or_by_another()
    {
        await AddAsync("task");
        await FireAsync("task");
        var run = await BeginAsync("firing");
        KeptRun kept;
        Assert.Null(await TakeAsync("firing"));
        kept = (await TakeAsync("recovery", recovered: "firing"))!;
        Assert.Equal(run.Run.ExecutionId, kept.Run.ExecutionId);
        Assert.False(await Ledger.SeeAsync(run, alerted: false, Token));

        Assert.Empty((await Ledger.ReconcileAsync(Token)).Turns);
        Clock.Advance(Settings.LostAfter + TimeSpan.FromSeconds(1));
        var turn = Assert.Single((await Ledger.ReconcileAsync(Token)).Turns);
        Assert.Equal(kept.Run.ExecutionId, (await TakeAsync(turn))!.Run.ExecutionId);
        Assert.False(await Ledger.SeeAsync(kept, alerted: false, Token));
    }

    [Fact]
    public async Task What_a_stopped_host_let_go_of_is_interrupted_and_goes_on_before_all_that_waits()
    {
        await AddAsync("task");
        await FireAsync("task");
        var run = await BeginAsync();
        await Ledger.LetGoAsync(run, "The host was stopped.", Token);
        await AddAsync("urgent", x => x with { Priority = TaskPriority.Urgent });
        await Ledger.StartAsync("urgent", Token);

        var letGo = Assert.Single(await LogAsync("task"));
        Assert.Equal((RunStatus.Pending, true, "The host was stopped."), (letGo.Status, letGo.Interrupted, letGo.ErrorMessage));
        Assert.Equal(["task", "urgent"], (await Log.ListAsync(new RunQuery { Status = RunStatus.Pending }, Token)).Items.Select(x => x.TaskId).Order(StringComparer.Ordinal));
        Assert.Empty((await Log.ListAsync(new RunQuery { Status = RunStatus.Running }, Token)).Items);
        var next = await BeginAsync("next");
        Assert.Equal((run.Run.ExecutionId, false), (next.Run.ExecutionId, next.IsPaused));
        Assert.Equal((RunStatus.Running, false, null), Assert.Single(await LogAsync("task")) is var on ? (on.Status, on.Interrupted, on.ErrorMessage) : default);
        await Ledger.InterruptAsync(next, "An urgent run took its place.", Token);
        await BeginAsync("urgent");
        Assert.True((await BeginAsync("last")).IsPaused);
    }

    [Fact]
    public async Task Reconciling_names_all_that_Quartz_has_to_know()
    {
        await AddAsync("queued");
        var queued = await FireAsync("queued");
        await AddAsync("failed");
        await FireAsync("failed");
        await TakeAsync("a");
        var failed = await EndAsync(await BeginAsync("b"), RunStatus.Failed);
        await AddAsync("let go");
        await Ledger.StartAsync("let go", Token);
        var letGo = await BeginAsync("c");
        await Ledger.LetGoAsync(letGo, "stopped", Token);

        var all = await Ledger.ReconcileAsync(Token);
        Assert.Equal(failed.Consequences.WakeUps.Select(x => x.ExecutionId), all.WakeUps.Select(x => x.ExecutionId));
        Assert.StartsWith(letGo.Run.ExecutionId.ToString("N"), Assert.Single(all.Turns), StringComparison.Ordinal);
        Assert.NotEqual(queued.Turns, all.Turns);
    }

    [Fact]
    public async Task The_log_is_purged_by_age_and_failures_are_kept_longer()
    {
        await AddAsync("task", x => x with { Retries = [] });
        foreach (var status in new[] { RunStatus.Success, RunStatus.Failed, RunStatus.Success })
        {
            await FireAsync("task");
            await EndAsync(await BeginAsync(), status);
            Clock.Advance(TimeSpan.FromDays(60));
        }

        // They are 180, 120 and 60 days old.
        Assert.Equal(1, await Log.PurgeAsync(Token));
        Assert.Equal([RunStatus.Failed, RunStatus.Success], (await LogAsync("task")).Select(x => x.Status));
        Clock.Advance(TimeSpan.FromDays(365));
        Assert.Equal(2, await Log.PurgeAsync(Token));
    }

    [Fact]
    public async Task A_deleted_task_leaves_its_log_and_cancels_what_waits()
    {
        await AddAsync("task");
        await FireAsync("task");
        await Store.DeleteAsync("task", version: null, Token);
        Assert.Equal(RunStatus.Cancelled, Assert.Single(await LogAsync("task")).Status);
        Assert.Null(await TakeAsync("keeper"));
    }

    private async Task RunAsync(string id, RunStatus status, int retries = 0)
    {
        if (await Store.FindAsync(id, Token) is null)
            await AddAsync(id);
        if (retries > 0)
            await Store.ChangeAsync(id, x => x with { Retries = [] }, version: null, TaskOrigin.Api, Token);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Ledger.StartAsync(id, Token);
        await EndAsync(await BeginAsync($"keeper of {id}"), status);
    }

    private static DateTimeOffset At(int hour, int minute) => new(2026, 7, 1, hour, minute, 0, TimeSpan.Zero);
}

public sealed class SqliteRunLedgerTests(PostgresServer server) : RunLedgerContract(server, Sqlite);

public sealed class PostgreSqlRunLedgerTests(PostgresServer server) : RunLedgerContract(server, PostgreSql);
