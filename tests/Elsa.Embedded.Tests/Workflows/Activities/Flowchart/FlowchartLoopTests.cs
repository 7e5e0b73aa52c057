using Elsa.Extensions;
using Elsa.Scheduling.Activities;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Activities.Flowchart.Activities;
using Elsa.Workflows.Activities.Flowchart.Models;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;
using Chart = Elsa.Workflows.Activities.Flowchart.Activities.Flowchart;

namespace Elsa.Embedded.Tests.Workflows.Activities.Flowchart;

public sealed class FlowchartLoopTests
{
    [Fact]
    public async Task A_connection_that_leads_back_makes_a_loop()
    {
        var counter = new Variable<int>("Counter", 0);
        var add = new SetVariable<int>(counter, x => counter.Get(x) + 1) { Id = "add" };
        var again = new FlowDecision(x => counter.Get(x) < 3) { Id = "again" };
        var done = new WriteLine(x => $"{counter.Get(x)}") { Id = "done" };
        var (result, lines) = await RunAsync(counter, [add, again, done], (add, "Done", again), (again, "True", add), (again, "False", done));

        Assert.Equal(["add", "again", "add", "again", "add", "again", "done"], Chart1(result));
        Assert.Equal(["3"], lines);
        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
    }

    // A retry loop with two ways out that meet: mount, ask the operator, mount again; then either way goes on.
    [Fact]
    public async Task Ways_out_of_a_loop_meet_once_when_the_loop_ends()
    {
        var counter = new Variable<int>("Counter", 0);
        var mount = new SetVariable<int>(counter, x => counter.Get(x) + 1) { Id = "mount" };
        var mounted = new FlowDecision(x => counter.Get(x) == 3) { Id = "mounted" };
        var operatorAsked = new FlowDecision(x => counter.Get(x) < 9) { Id = "asked" };
        var write = new WriteLine("write") { Id = "write" };
        var givenUp = new WriteLine("given up") { Id = "givenUp" };
        var report = new WriteLine("report") { Id = "report" };
        var (result, lines) = await RunAsync(
            counter,
            [mount, mounted, operatorAsked, write, givenUp, report],
            (mount, "Done", mounted),
            (mounted, "True", write),
            (mounted, "False", operatorAsked),
            (operatorAsked, "True", mount),
            (operatorAsked, "False", givenUp),
            (write, "Done", report),
            (givenUp, "Done", report));

        Assert.Equal(["write", "report"], lines);
        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
    }

    [Fact]
    public async Task A_join_after_a_loop_and_a_branch_waits_for_the_loop()
    {
        var counter = new Variable<int>("Counter", 0);
        var fork = new FlowFork { Id = "fork", Branches = new(new List<string> { "A", "B" }) };
        var branch = new WriteLine("branch") { Id = "branch" };
        var turn = new SetVariable<int>(counter, x => counter.Get(x) + 1) { Id = "turn" };
        var again = new FlowDecision(x => counter.Get(x) < 4) { Id = "again" };
        var after = new WriteLine(x => $"after {counter.Get(x)}") { Id = "after" };
        var (_, lines) = await RunAsync(
            counter,
            [fork, branch, turn, again, after],
            (fork, "A", branch),
            (fork, "B", turn),
            (turn, "Done", again),
            (again, "True", turn),
            (again, "False", after),
            (branch, "Done", after));

        Assert.Equal(["branch", "after 4"], lines);
    }

    [Fact]
    public async Task A_join_inside_a_loop_runs_in_every_turn()
    {
        var counter = new Variable<int>("Counter", 0);
        var turn = new SetVariable<int>(counter, x => counter.Get(x) + 1) { Id = "turn" };
        var odd = new FlowDecision(x => counter.Get(x) % 2 == 1) { Id = "odd" };
        var yes = new WriteLine(x => $"odd {counter.Get(x)}") { Id = "yes" };
        var no = new WriteLine(x => $"even {counter.Get(x)}") { Id = "no" };
        var join = new FlowJoin { Id = "join", Mode = new(FlowJoinMode.WaitAllActive) };
        var again = new FlowDecision(x => counter.Get(x) < 3) { Id = "again" };
        var (result, lines) = await RunAsync(
            counter,
            [turn, odd, yes, no, join, again],
            (turn, "Done", odd),
            (odd, "True", yes),
            (odd, "False", no),
            (yes, "Done", join),
            (no, "Done", join),
            (join, "Done", again),
            (again, "True", turn));

        Assert.Equal(["odd 1", "even 2", "odd 3"], lines);
        Assert.Equal(3, result.Of("Completed").Count(x => x == "join"));
    }

    [Theory]
    [InlineData(FlowJoinMode.WaitAll, 0)]
    [InlineData(FlowJoinMode.WaitAllActive, 1)]
    [InlineData(FlowJoinMode.WaitAny, 1)]
    public async Task A_join_follows_its_mode_when_a_branch_is_dead(FlowJoinMode mode, int runs)
    {
        var fork = new FlowFork { Id = "fork", Branches = new(new List<string> { "A", "B" }) };
        var a = new WriteLine("a") { Id = "a" };
        var b = new FlowDecision(_ => false) { Id = "b" };
        var never = new WriteLine("never") { Id = "never" };
        var join = new FlowJoin { Id = "join", Mode = new(mode) };
        var (result, _) = await RunAsync(
            null,
            [fork, a, b, never, join],
            (fork, "A", a),
            (fork, "B", b),
            (b, "True", never),
            (a, "Done", join),
            (never, "Done", join));

        Assert.Equal(runs, result.Of("Started").Count(x => x == "join"));
        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
    }

    [Fact]
    public async Task A_join_that_waits_for_any_can_be_passed_again_in_the_next_turn()
    {
        var counter = new Variable<int>("Counter", 0);
        var fork = new FlowFork { Id = "fork", Branches = new(new List<string> { "A", "B" }) };
        var a = new WriteLine("a") { Id = "a" };
        var b = new WriteLine("b") { Id = "b" };
        var slow = new Delay { Id = "slow" };
        var join = new FlowJoin { Id = "join", Mode = new(FlowJoinMode.WaitAny) };
        var turn = new SetVariable<int>(counter, x => counter.Get(x) + 1) { Id = "turn" };
        var again = new FlowDecision(x => counter.Get(x) < 2) { Id = "again" };
        var (result, _) = await RunAsync(
            counter,
            [fork, a, slow, b, join, turn, again],
            (fork, "A", a),
            (fork, "B", slow),
            (slow, "Done", b),
            (a, "Done", join),
            (b, "Done", join),
            (join, "Done", turn),
            (turn, "Done", again),
            (again, "True", fork));

        Assert.Equal(2, result.Of("Completed").Count(x => x == "join"));
        Assert.Equal(2, result.Of("Canceled").Count(x => x == "slow"));
        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
    }

    [Fact]
    public async Task End_stops_the_flowchart_and_cancels_what_waits()
    {
        var fork = new FlowFork { Id = "fork", Branches = new(new List<string> { "A", "B" }) };
        var slow = new Delay { Id = "slow" };
        var end = new End { Id = "end" };
        var (result, _) = await RunAsync(null, [fork, slow, end], (fork, "A", slow), (fork, "B", end));

        Assert.Equal(["slow"], result.Of("Canceled"));
        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
        Assert.Empty(result.WorkflowState.Bookmarks);
    }

    [Fact]
    public async Task An_activity_that_cannot_be_reached_is_not_waited_for()
    {
        var start = new WriteLine("start") { Id = "start" };
        var after = new WriteLine("after") { Id = "after" };
        var island = new WriteLine("island") { Id = "island" };
        var (_, lines) = await RunAsync(null, [start, after, island], (start, "Done", after), (island, "Done", after));
        Assert.Equal(["start", "after"], lines);
    }

    [Fact]
    public async Task Other_branches_go_on_when_incidents_do_not_end_the_workflow()
    {
        await using var engine = await Engine.StartAsync();
        var fork = new FlowFork { Id = "fork", Branches = new(new List<string> { "A", "B" }) };
        var fault = Fault.Create("1", "Test", "System", "broken");
        fault.Id = "fault";
        var line = new WriteLine("goes on") { Id = "line" };
        var chart = Build([fork, fault, line], (fork, "A", fault), (fork, "B", line));
        var workflow = new Workflow(chart) { Options = new WorkflowOptions { IncidentStrategyType = typeof(Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy) } };

        var result = await engine.RunAsync(workflow);

        Assert.Equal((WorkflowStatus.Running, WorkflowSubStatus.Suspended), (result.WorkflowState.Status, result.WorkflowState.SubStatus));
        Assert.Equal(["goes on"], engine.Lines);
        Assert.Single(result.WorkflowState.Incidents);
    }

    private static async Task<(RunWorkflowResult Result, string[] Lines)> RunAsync(
        Variable? variable, IActivity[] activities, params (IActivity Source, string Port, IActivity Target)[] connections)
    {
        await using var engine = await Engine.StartAsync();
        var workflow = new Workflow(Build(activities, connections));
        if (variable is not null)
            workflow.Variables.Add(variable);
        var result = await engine.RunAsync(workflow);
        return (result, engine.Lines);
    }

    private static Chart Build(IActivity[] activities, params (IActivity Source, string Port, IActivity Target)[] connections) => new()
    {
        Id = "chart",
        Activities = activities,
        Connections = connections.Select(x => new Connection(new Endpoint(x.Source, x.Port), new Endpoint(x.Target))).ToList(),
    };

    private static string[] Chart1(RunWorkflowResult result) => result.Of("Started").Where(x => x is not ("Workflow1" or "chart")).ToArray();
}
