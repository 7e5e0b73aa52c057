using Elsa.Expressions.Models;
using Elsa.Mediator.Contracts;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Activities.Flowchart.Models;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;
using Elsa.Workflows.Notifications;
using Elsa.Workflows.Options;
using Elsa.Workflows.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Chart = Elsa.Workflows.Activities.Flowchart.Activities.Flowchart;

namespace Elsa.Embedded.Tests.Workflows;

public sealed class RunTests
{
    [Fact]
    public async Task A_cancelled_run_ends_as_cancelled_and_the_journal_says_so()
    {
        await using var engine = await Engine.StartAsync();
        using var cancellation = new CancellationTokenSource();
        RunLong.Started.Value = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = engine.Get<IWorkflowRunner>().RunAsync(new Sequence { Activities = { new RunLong(), new WriteLine("never") } }, cancellationToken: cancellation.Token);
        await RunLong.Started.Value.Task.Within("the beginning of the long activity");

        await cancellation.CancelAsync();
        var result = await run.Within("the end of the cancelled run");

        Assert.Equal((WorkflowStatus.Finished, WorkflowSubStatus.Cancelled), (result.WorkflowState.Status, result.WorkflowState.SubStatus));
        Assert.Equal(["RunLong1", "Sequence1", "Workflow1"], result.Of("Canceled"));
        Assert.Empty(result.WorkflowState.Incidents);
        Assert.Empty(engine.Lines);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_before_it_starts_runs_nothing()
    {
        await using var engine = await Engine.StartAsync();
        var result = await engine.Get<IWorkflowRunner>().RunAsync(new WriteLine("never"), cancellationToken: new CancellationToken(canceled: true));
        Assert.Equal(WorkflowSubStatus.Cancelled, result.WorkflowState.SubStatus);
        Assert.Empty(result.Journal.WorkflowExecutionLogEntries);
    }

    [Fact]
    public async Task A_listener_sees_the_journal_grow()
    {
        var listener = new Listener();
        await using var engine = await Engine.StartAsync(register: x => x
            .AddNotificationHandler<Listener, ActivityExecuting>(_ => listener)
            .AddNotificationHandler<Listener, ActivityExecuted>(_ => listener)
            .AddNotificationHandler<Listener, WorkflowFinished>(_ => listener));

        await engine.RunAsync(new Sequence { Id = "s", Activities = { new WriteLine("x") { Id = "w" } } });

        Assert.Equal(
            ["executing Workflow1 after 1", "executed Workflow1 after 1", "executing s after 2", "executed s after 2", "executing w after 3", "executed w after 6", "finished after 6"],
            listener.Seen);
    }

    [Fact]
    public async Task Input_that_may_be_secret_never_reaches_a_record()
    {
        await using var engine = await Engine.StartAsync();
        var result = await engine.RunAsync(new Mount { Id = "mount", Pool = new("scratch"), Password = new("hunter2") });

        var mount = result.Journal.ActivityExecutionContexts.Single(x => x.Activity.Id == "mount");
        var record = await engine.Get<IActivityExecutionMapper>().MapAsync(mount);
        Assert.Equal(["Pool", "Shade", "Wait"], record.ActivityState!.Keys);
        Assert.Equal("scratch", record.ActivityState["Pool"]);
        Assert.Equal(["Pool", "Outcomes"], record.Payload!.Keys);
        Assert.Equal(("mount", ActivityStatus.Completed, 1), (record.ActivityId, record.Status, record.CallStackDepth));
        Assert.Equal(["Barcode", "Result"], record.Outputs!.Keys.Order());
    }

    [Fact]
    public async Task Variables_can_be_given_for_a_run_and_unknown_ones_are_refused()
    {
        await using var engine = await Engine.StartAsync();
        var retries = new Variable<int>("Retries", 1);
        var workflow = new Workflow(new WriteLine(x => $"{retries.Get(x)}")) { Variables = { retries } };
        var runner = engine.Get<IWorkflowRunner>();

        await runner.RunAsync(workflow, new RunWorkflowOptions { Variables = new Dictionary<string, object> { ["Retries"] = "7" } }, TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            runner.RunAsync(workflow, new RunWorkflowOptions { Variables = new Dictionary<string, object> { ["Tries"] = 7 } }, TestContext.Current.CancellationToken));

        Assert.Equal(["7"], engine.Lines);
        Assert.Contains("has no variable 'Tries'", error.Message);
    }

    [Fact]
    public async Task Two_activities_with_one_id_are_refused_by_name()
    {
        await using var engine = await Engine.StartAsync();
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            engine.RunAsync(new Sequence { Activities = { new WriteLine("a") { Id = "twin" }, new WriteLine("b") { Id = "twin" } } }));
        Assert.Contains("'Workflow1:Sequence1:twin'", error.Message);
    }

    [Fact]
    public async Task A_variable_whose_initial_value_does_not_fit_is_refused_by_name()
    {
        await using var engine = await Engine.StartAsync();
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => engine.RunAsync(new Workflow(new WriteLine("a")) { Variables = { new Variable<int>("Size", 1) { Value = "big" } } }));
        Assert.Contains("variable 'Size'", error.Message);
    }

    [Fact]
    public async Task An_activity_that_holds_itself_is_run_once()
    {
        await using var engine = await Engine.StartAsync();
        var sequence = new Sequence { Activities = { new WriteLine("once") } };
        sequence.Activities.Add(new If(_ => false) { Then = sequence });
        var result = await engine.RunAsync(sequence);
        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
        Assert.Equal(["once"], engine.Lines);
    }

    [Fact]
    public async Task An_exception_of_a_container_is_that_of_the_container()
    {
        await using var engine = await Engine.StartAsync();
        var turns = 0;
        var loop = new While(_ => turns++ == 0 ? true : throw new InvalidOperationException("odd")) { Id = "loop", Body = new WriteLine("turn") { Id = "body" } };
        var result = await engine.RunAsync(loop);
        Assert.Equal("loop", Assert.Single(result.WorkflowState.Incidents).ActivityId);
        Assert.Contains("Workflow1:loop:body Completed", result.Statuses());
        Assert.Contains("Workflow1:loop Faulted", result.Statuses());
    }

    [Fact]
    public async Task A_flowchart_of_ten_thousand_activities_runs()
    {
        await using var engine = await Engine.StartAsync();
        var result = await RunChainAsync(engine, 10_000);
        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
        Assert.Equal(20_004, result.Journal.WorkflowExecutionLogEntries.Count);
        Assert.Equal(Enumerable.Range(0, 20_004).Select(x => (long)x), result.Journal.WorkflowExecutionLogEntries.Select(x => x.Sequence));
    }

    [Fact]
    public async Task Runs_of_one_workflow_side_by_side_do_not_disturb_each_other()
    {
        await using var engine = await Engine.StartAsync();
        var graph = await engine.Get<IWorkflowGraphBuilder>().BuildAsync(Counting(), TestContext.Current.CancellationToken);
        var runs = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            await using var scope = engine.Services.CreateAsyncScope();
            var result = await scope.ServiceProvider.GetRequiredService<IWorkflowRunner>().RunAsync(graph, new RunWorkflowOptions { Input = new Dictionary<string, object> { ["Turns"] = i } });
            return (Expected: i, Actual: (int)result.WorkflowState.Output["Count"]);
        })));
        Assert.All(runs, x => Assert.Equal(x.Expected, x.Actual));
    }

    private static Workflow Counting()
    {
        var count = new Variable<int>("Count", 0);
        var step = new SetVariable<int>(count, x => count.Get(x) + 1);
        var loop = new For { Start = new(1), End = new(new Expression("Input", "Turns")), Body = step };
        var output = new Elsa.Workflows.Management.Activities.SetOutput.SetOutput { OutputName = new("Count"), OutputValue = new(count) };
        return new Workflow(new Sequence { Activities = { loop, output } }) { Variables = { count } };
    }

    private static Task<RunWorkflowResult> RunChainAsync(Engine engine, int length)
    {
        var steps = Enumerable.Range(0, length).Select(i => (IActivity)new Inline(() => { }) { Id = $"a{i}" }).ToList();
        var connections = steps.Zip(steps.Skip(1), (a, b) => new Connection(a, b)).ToList();
        return engine.RunAsync(new Chart { Activities = steps, Connections = connections });
    }

    private sealed class Listener : INotificationHandler<ActivityExecuting>, INotificationHandler<ActivityExecuted>, INotificationHandler<WorkflowFinished>
    {
        public List<string> Seen { get; } = [];

        public Task HandleAsync(ActivityExecuting notification, CancellationToken cancellationToken) => Note("executing", notification.ActivityExecutionContext);

        public Task HandleAsync(ActivityExecuted notification, CancellationToken cancellationToken) => Note("executed", notification.ActivityExecutionContext);

        public Task HandleAsync(WorkflowFinished notification, CancellationToken cancellationToken)
        {
            Seen.Add($"finished after {notification.WorkflowExecutionContext.ExecutionLog.Count}");
            return Task.CompletedTask;
        }

        private Task Note(string what, ActivityExecutionContext context)
        {
            Seen.Add($"{what} {context.Activity.Id} after {context.WorkflowExecutionContext.ExecutionLog.Count}");
            return Task.CompletedTask;
        }
    }
}
