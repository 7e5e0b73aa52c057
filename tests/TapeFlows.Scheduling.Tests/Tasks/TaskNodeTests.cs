using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Scheduling.Host;
using TapeFlows.Scheduling.Runs;
using TapeFlows.Scheduling.Schedules;
using TapeFlows.Scheduling.Tasks;
using TapeFlows.Testing;

namespace TapeFlows.Scheduling.Tests.Tasks;

/// <summary>Tasks on a whole node: engine, Quartz and database.</summary>
public abstract class TaskNodeContract(PostgresServer server, string kind) : IAsyncLifetime
{
    private readonly Databases _databases = new(server);
    private Ledger _ledger = null!;

    internal static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _ledger = await _databases.CreateAsync(kind);

    public ValueTask DisposeAsync()
    {
        _databases.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_task_runs_at_its_times_and_its_log_has_what_the_procedure_gave()
    {
        await using var node = await StartAsync();
        var task = await node.Desk.CreateAsync(Draft("every second") with { Schedule = new IntervalSchedule(1, IntervalUnit.Seconds), ActionConfig = new JsonObject { ["behaviour"] = "end", ["files"] = 3 } }, Token);

        await Eventually.TrueAsync(async () => (await node.Desk.FindAsync(task.Id, Token))!.SuccessRuns >= 2, "two runs");
        await node.Desk.EnableAsync(task.Id, enabled: false, Token);

        var run = (await LogAsync(node, task.Id)).First(x => x.Status == RunStatus.Success);
        Assert.Equal((RunTrigger.Schedule, 1, ProbeWorkflow.Definition, 1), (run.Trigger, run.Attempt, run.Procedure, run.ProcedureVersion));
        Assert.Equal(3, JsonNode.Parse(run.Result!)!["files"]!.GetValue<int>());
        Assert.Contains(run.WorkflowInstanceId!, await _ledger.BegunAsync("probe"));
        Assert.Null((await node.Desk.FindAsync(task.Id, Token))!.NextRunTime);
    }

    [Fact]
    public async Task What_the_procedure_does_not_take_is_refused_before_it_is_saved()
    {
        await using var node = await StartAsync();
        var error = await Assert.ThrowsAsync<TaskValidationException>(() => node.Desk.CreateAsync(Draft("task") with { ActionConfig = new JsonObject { ["files"] = "many", ["colour"] = "red" } }, Token));
        Assert.Equal(["action_config.Files", "action_config.colour"], error.Errors.Select(x => x.Field).Order(StringComparer.Ordinal));
        error = await Assert.ThrowsAsync<TaskValidationException>(() => node.Desk.CreateAsync(Draft("task") with { Procedure = "nothing" }, Token));
        Assert.Equal("procedure", Assert.Single(error.Errors).Field);
        Assert.Empty((await node.Desk.ListAsync(new TaskQuery { Origin = TaskOrigin.Api }, Token)).Items);
    }

    [Fact]
    public async Task A_failing_run_is_tried_again_and_its_last_failure_is_told()
    {
        var alerts = new Alerts();
        await using var node = await StartAsync(services: x => x.AddSingleton<ITaskAlerts>(alerts));
        var (task, _) = await node.Desk.ExecuteNowAsync(Draft("") with { Retries = [TimeSpan.FromSeconds(1)], ActionConfig = new JsonObject { ["Behaviour"] = "fail" } }, Token);
        await Eventually.TrueAsync(() => Task.FromResult(alerts.Failed.Count > 0), "the alert");
        Assert.Equal([(1, RunStatus.Failed), (2, RunStatus.Failed)], (await LogAsync(node, task.Id)).Select(x => (x.Attempt, x.Status)));
        Assert.Contains("told to fail", Assert.Single(alerts.Failed).ErrorMessage, StringComparison.Ordinal);
        Assert.Empty((await node.Desk.ListAsync(new TaskQuery { Origin = TaskOrigin.Api }, Token)).Items);
    }

    [Fact]
    public async Task A_run_waits_until_the_house_is_fit_for_it_unless_a_person_starts_it()
    {
        var house = new House { Obstacle = "The disk is full." };
        await using var node = await StartAsync(x => x.LookAgainAfter = TimeSpan.FromSeconds(1), services: x => x.AddSingleton<IReadiness>(house));
        var ends = Draft("every second") with { Schedule = new IntervalSchedule(1, IntervalUnit.Seconds), ActionConfig = new JsonObject { ["Behaviour"] = "end" } };
        var task = await node.Desk.CreateAsync(ends, Token);
        await Eventually.TrueAsync(async () => (await LogAsync(node, task.Id)).Any(run => run.ErrorMessage == "Postponed: The disk is full."), "a run that waits");
        Assert.Equal(0, (await node.Desk.FindAsync(task.Id, Token))!.TotalRuns);
        var (_, byHand) = await node.Desk.ExecuteNowAsync(ends with { Name = "" }, Token);
        await Eventually.TrueAsync(async () => (await node.Desk.FindRunAsync(byHand, Token))!.Status == RunStatus.Success, "what a person starts");
        house.Obstacle = null;
        await Eventually.TrueAsync(async () => (await node.Desk.FindAsync(task.Id, Token))!.SuccessRuns > 0, "the run");
    }

    [Fact]
    public async Task A_run_that_waits_is_stopped_by_a_person_told_when_late_and_cancelled_when_too_late()
    {
        var alerts = new Alerts();
        await using var node = await StartAsync(services: x => x.AddSingleton<ITaskAlerts>(alerts));
        var waiting = Draft("waits") with { Schedule = null, ActionConfig = new JsonObject { ["Behaviour"] = "wait" } };
        var task = await node.Desk.CreateAsync(waiting, Token);
        var id = await node.Desk.RunAsync(task.Id, Token);
        await Eventually.TrueAsync(async () => (await node.Desk.FindRunAsync(id, Token))!.Status == RunStatus.Running, "the start");
        await Assert.ThrowsAsync<TaskConflictException>(() => node.Desk.RunAsync(task.Id, Token));
        Assert.Single((await node.Desk.StatusAsync(Token)).RunningExecutions);
        Assert.Equal([id], await node.Desk.StopAsync(task.Id, Token));
        await Eventually.TrueAsync(async () => (await node.Desk.FindRunAsync(id, Token))!.Status == RunStatus.Cancelled, "the stop");
        Assert.Equal("Stopped by a person.", (await node.Desk.FindRunAsync(id, Token))!.ErrorMessage);
        Assert.Equal(ScheduledTaskStatus.Paused, (await node.Desk.FindAsync(task.Id, Token))!.Status);

        await node.Desk.ChangeAsync(task.Id, x => x with { MonitorTimeout = TimeSpan.FromSeconds(1), RunTimeout = TimeSpan.FromSeconds(2) }, cancellationToken: Token);
        var late = await node.Desk.RunAsync(task.Id, Token);
        await Eventually.TrueAsync(async () => (await node.Desk.FindRunAsync(late, Token))!.Status == RunStatus.Cancelled, "the end of patience");
        Assert.Equal(late, Assert.Single(alerts.Late).ExecutionId);
        Assert.Contains("limit of the task", (await node.Desk.FindRunAsync(late, Token))!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_urgent_run_has_a_low_one_pause_as_soon_as_it_can_and_that_goes_on_behind_it()
    {
        var tape = new Tape();
        await using var node = await StartAsync(x => x.MaxRuns = 1, x => x.AddSingleton<IRunInterruption>(tape));
        var waits = await node.Desk.CreateAsync(Draft("low") with { Schedule = null, Priority = TaskPriority.Low, ActionConfig = new JsonObject { ["Behaviour"] = "wait" } }, Token);
        var low = await node.Desk.RunAsync(waits.Id, Token);
        await Eventually.TrueAsync(async () => (await node.Desk.FindRunAsync(low, Token))!.Status == RunStatus.Running, "the low run");
        var (_, urgent) = await node.Desk.ExecuteNowAsync(Draft("") with { Priority = TaskPriority.Urgent, ActionConfig = new JsonObject { ["Behaviour"] = "end" } }, Token);
        // At first it is at something that cannot pause.
        await Eventually.TrueAsync(() => Task.FromResult(tape.Asked >= 2), "it is asked again");
        Assert.Equal(RunStatus.Pending, (await node.Desk.FindRunAsync(urgent, Token))!.Status);
        tape.CanPause = true;
        await Eventually.TrueAsync(async () => (await node.Desk.FindRunAsync(urgent, Token))!.Status == RunStatus.Success, "the urgent run");
        await Eventually.TrueAsync(async () => tape.Resumed > 0 && (await node.Desk.FindRunAsync(low, Token))!.Status == RunStatus.Running, "the low run goes on");
        Assert.Equal([(await node.Desk.FindRunAsync(low, Token))!.WorkflowInstanceId], tape.Instances.Distinct(StringComparer.Ordinal));
        Assert.Single(await _ledger.BegunAsync("probe"), id => id == tape.Instances[0]);
        await node.Desk.DeleteAsync(waits.Id, cancellationToken: Token);
    }

    [Fact]
    public async Task Three_runs_go_on_at_a_time_and_a_deleted_task_is_stopped_first()
    {
        await using var node = await StartAsync();
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var task = await node.Desk.CreateAsync(Draft($"waits {i}") with { Schedule = null, ActionConfig = new JsonObject { ["Behaviour"] = "wait" } }, Token);
            ids.Add(task.Id);
            await node.Desk.RunAsync(task.Id, Token);
        }

        await Eventually.TrueAsync(async () => (await node.Desk.StatusAsync(Token)).RunningExecutions.Count == 3, "three runs");
        await Task.Delay(500, Token);
        var state = await node.Desk.StatusAsync(Token);
        Assert.Equal((3, 2, 5, true), (state.RunningExecutions.Count, state.Queue.Count, state.TotalTasks, state.Running));
        foreach (var id in ids)
            await node.Desk.DeleteAsync(id, cancellationToken: Token);
        Assert.Equal(0, (await node.Desk.StatusAsync(Token)).TotalTasks);
    }

    [Fact]
    public async Task A_run_outlives_the_stop_of_the_host()
    {
        string id;
        Guid executionId;
        await using (var node = await StartAsync())
        {
            id = (await node.Desk.CreateAsync(Draft("waits") with { Schedule = null, ActionConfig = new JsonObject { ["Behaviour"] = "wait" } }, Token)).Id;
            executionId = await node.Desk.RunAsync(id, Token);
            await Eventually.TrueAsync(async () => (await _ledger.BegunAsync("probe")).Length == 1, "the start");
            await Eventually.TrueAsync(async () => (await node.Desk.FindRunAsync(executionId, Token))!.Status == RunStatus.Running, "the log of the start");
            await node.StopAsync();
            var stopped = (await node.Desk.FindRunAsync(executionId, Token))!;
            Assert.Equal((RunStatus.Pending, true), (stopped.Status, stopped.Interrupted));
            Assert.Contains("The host was stopped", stopped.ErrorMessage, StringComparison.Ordinal);
        }

        await using var next = await StartAsync();
        await Eventually.TrueAsync(async () => await next.Desk.FindRunAsync(executionId, Token) is { Status: RunStatus.Running, Interrupted: false, ErrorMessage: null }, "that it goes on");
        await next.Desk.StopAsync(id, Token);
        await Eventually.TrueAsync(async () => (await next.Desk.FindRunAsync(executionId, Token))!.Status == RunStatus.Cancelled, "the end in the next life");
        Assert.Single(await _ledger.BegunAsync("probe"));
    }

    [Fact]
    public async Task A_trigger_inside_a_workflow_is_a_task_whose_runs_are_in_the_log()
    {
        await using var node = await new TaskNode(_ledger, hasTimer: true).StartAsync();
        await Eventually.TrueAsync(async () => await TimedAsync(node) is { SuccessRuns: >= 2 }, "runs of the timer");

        var task = (await TimedAsync(node))!;
        Assert.Equal(("workflow:timed:every-second", "Timed (every-second)", ScheduledTaskStatus.Running), (task.Id, task.Draft.Name, task.Status));
        Assert.NotNull(task.LastSuccessTime);
        Assert.Equal(task.Draft.Name, (await node.Desk.FindAsync(task.Id, Token))!.Draft.Name);

        // Only one waits: it alone is there to be stopped once no more begin.
        await node.Desk.EnableAsync(task.Id, enabled: false, Token);
        await Eventually.TrueAsync(async () => (await node.Desk.StatusAsync(Token)).RunningExecutions.Count == 1, "all others to end");
        var waiting = Assert.Single(await LogAsync(node, task.Id), run => run.Status == RunStatus.Running);
        Assert.Equal((RunTrigger.Schedule, TimedWorkflow.Definition), (waiting.Trigger, waiting.Procedure));
        Assert.Equal([waiting.ExecutionId], await node.Desk.StopAsync(task.Id, Token));
        await Eventually.TrueAsync(async () => (await node.Desk.FindRunAsync(waiting.ExecutionId, Token))!.Status == RunStatus.Cancelled, "the log of the stop");
        Assert.Equal((await _ledger.BegunAsync("timed")).Length, (await node.Desk.LogAsync(task.Id, cancellationToken: Token)).Total);
        await Assert.ThrowsAsync<TaskConflictException>(() => node.Desk.StopAsync(task.Id, Token));

        async Task<ScheduledTask?> TimedAsync(TaskNode on) => (await on.Desk.ListAsync(new TaskQuery { Origin = TaskOrigin.Workflow }, Token)).Items.SingleOrDefault();
    }

    [Fact]
    public async Task The_variables_of_the_older_service_make_tasks_that_stay_as_persons_left_them()
    {
        string? Variable(string name) => name == "BACKUP_FULL_SCHEDULE" ? "0 5 * * 0" : null;
        await using (var node = await StartAsync(x => x.Variable = Variable))
        {
            var tasks = (await node.Desk.ListAsync(new TaskQuery { Origin = TaskOrigin.Config }, Token)).Items;
            Assert.Equal([("backup_full", "0 5 * * 0"), ("backup_incremental", "0 2 * * *"), ("cleanup", "0 4 * * *")], tasks.Select(x => (x.Id, ((CronSchedule)x.Draft.Schedule!).Cron)));
            await node.Desk.EnableAsync("cleanup", enabled: false, Token);
            await Assert.ThrowsAsync<TaskConflictException>(() => node.Desk.DeleteAsync("cleanup", cancellationToken: Token));
        }

        await using var next = await StartAsync(x => x.Variable = Variable);
        Assert.False((await next.Desk.FindAsync("cleanup", Token))!.Draft.Enabled);
        Assert.True((await next.Desk.FindAsync("backup_full", Token))!.Draft.Enabled);
    }

    internal Task<TaskNode> StartAsync(Action<TaskSettings>? settings = null, Action<IServiceCollection>? services = null) => new TaskNode(_ledger, settings, services).StartAsync();

    internal static TaskDraft Draft(string name) => new() { Name = name, ActionType = ActionType.Custom, Procedure = ProbeWorkflow.Definition, Schedule = new DailySchedule(default), Conditions = null };

    private static async Task<IReadOnlyList<Run>> LogAsync(TaskNode node, string id) => [.. (await node.Desk.LogAsync(id, cancellationToken: Token)).Items.Reverse()];

    private sealed class Tape : IRunInterruption
    {
        private readonly List<string?> _instances = [];

        public volatile bool CanPause;
        public volatile int Asked;
        public volatile int Resumed;

        public string?[] Instances
        {
            get
            {
                lock (_instances)
                    return [.. _instances];
            }
        }

        public Task<bool> PauseAsync(Run run, CancellationToken cancellationToken)
        {
            lock (_instances)
                _instances.Add(run.WorkflowInstanceId);
            Interlocked.Increment(ref Asked);
            return Task.FromResult(CanPause && run.WorkflowInstanceId is not null);
        }

        public Task ResumeAsync(Run run, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref Resumed);
            return Task.CompletedTask;
        }
    }

    private sealed class House : IReadiness
    {
        public volatile string? Obstacle;

        public Task<string?> FindObstacleAsync(ScheduledTask task, CancellationToken cancellationToken) => Task.FromResult(Obstacle);
    }

    private sealed class Alerts : ITaskAlerts
    {
        public List<Run> Failed { get; } = [];

        public List<Run> Late { get; } = [];

        public Task FailedAsync(ScheduledTask task, Run run, CancellationToken cancellationToken) => Add(Failed, run);

        public Task LateAsync(ScheduledTask task, Run run, CancellationToken cancellationToken) => Add(Late, run);

        private static Task Add(List<Run> runs, Run run)
        {
            lock (runs)
                runs.Add(run);
            return Task.CompletedTask;
        }
    }
}

public sealed class SqliteTaskNodeTests(PostgresServer server) : TaskNodeContract(server, "SQLite");

public sealed class PostgreSqlTaskNodeTests(PostgresServer server) : TaskNodeContract(server, "PostgreSQL")
{
    [Fact]
    public async Task Two_nodes_share_the_places()
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        for (var i = 0; i < 8; i++)
        {
            var node = i % 2 == 0 ? one : other;
            var task = await node.Desk.CreateAsync(Draft($"waits {i}") with { Schedule = null, ActionConfig = new JsonObject { ["Behaviour"] = "wait" } }, Token);
            await node.Desk.RunAsync(task.Id, Token);
        }

        await Eventually.TrueAsync(async () => (await one.Desk.StatusAsync(Token)).RunningExecutions.Count >= 3, "three runs");
        await Task.Delay(3000, Token);
        var state = await other.Desk.StatusAsync(Token);
        Assert.Equal(3, state.RunningExecutions.Count);
        Assert.Equal((8, 2), (state.RunningExecutions.Count + state.Queue.Count, state.Nodes.Count));
    }
}
