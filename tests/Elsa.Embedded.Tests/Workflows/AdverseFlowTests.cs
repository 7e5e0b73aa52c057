using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Activities.Flowchart.Activities;
using Elsa.Workflows.Activities.Flowchart.Models;
using Elsa.Workflows.Management;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Activities;
using Microsoft.Extensions.DependencyInjection;
using Chart = Elsa.Workflows.Activities.Flowchart.Activities.Flowchart;

namespace Elsa.Embedded.Tests.Workflows;

/// <summary>Flows as people draw them who try what happens: loops around flowcharts around loops, joins behind what waits, ends in the middle.</summary>
public sealed class AdverseFlowTests
{
    [Fact]
    public async Task A_break_deep_in_a_flowchart_ends_the_loop_around_it_and_cancels_what_waits_there()
    {
        await using var engine = await StartAsync();
        var fork = new FlowFork { Id = "fork", Branches = new(new List<string> { "A", "B" }) };
        var wait = new Event("never") { Id = "wait" };
        var leave = new Break { Id = "leave" };
        var body = Flow([fork, wait, leave], (fork, "A", wait), (fork, "B", leave));

        var result = await engine.RunAsync(new Sequence { Activities = { new For(1, 3, 1) { Id = "for", Body = body }, new WriteLine("after") } });

        Assert.Equal((WorkflowSubStatus.Finished, 0), (result.WorkflowState.SubStatus, result.WorkflowState.Bookmarks.Count));
        Assert.Equal(["after"], engine.Lines);
        Assert.Equal(["wait"], result.Of("Canceled").Where(x => x == "wait"));
    }

    [Fact]
    public async Task A_break_ends_a_while_around_a_for_each_only_from_its_own_body()
    {
        await using var engine = await StartAsync();
        var turn = new Variable<int>("Turn", 0);
        var inner = new ForEach<string>(["a", "b", "c"]) { Body = new Sequence { Activities = { new WriteLine(x => $"{turn.Get(x)}{x.GetVariable<string>("CurrentValue")}"), new If(x => x.GetVariable<string>("CurrentValue") == "b") { Then = new Break() } } } };
        var outer = new While(_ => true)
        {
            Body = new Sequence { Activities = { new SetVariable<int>(turn, x => turn.Get(x) + 1), inner, new If(x => turn.Get(x) == 2) { Then = new Break() }, new WriteLine("next") } },
        };

        var result = await engine.RunAsync(new Sequence { Variables = { turn }, Activities = { outer, new WriteLine("after") } });

        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
        Assert.Equal(["1a", "1b", "next", "2a", "2b", "after"], engine.Lines);
    }

    [Fact]
    public async Task Finish_ends_the_workflow_over_whatever_waits_beside_it()
    {
        await using var engine = await StartAsync();
        var fork = new FlowFork { Id = "fork", Branches = new(new List<string> { "A", "B" }) };
        var wait = new Event("never") { Id = "wait" };
        var end = new Finish { Id = "end" };
        var never = new WriteLine("never") { Id = "n" };

        var result = await engine.RunAsync(Flow([fork, wait, end, never], (fork, "A", wait), (fork, "B", end), (end, "Done", never)));

        Assert.Equal((WorkflowStatus.Finished, WorkflowSubStatus.Finished), (result.WorkflowState.Status, result.WorkflowState.SubStatus));
        Assert.Empty(result.WorkflowState.Bookmarks);
        Assert.Empty(engine.Lines);
        // As recorded: what is around Finish gets no entry of its own.
        Assert.Equal(["fork", "end"], result.Of("Completed"));
    }

    [Fact]
    public async Task A_join_waits_for_all_of_what_a_flowchart_inside_of_a_branch_waits_for()
    {
        await using var engine = await StartAsync();
        var (first, second) = (new Event("first") { Id = "first" }, new Event("second") { Id = "second" });
        var innerFork = new FlowFork { Id = "innerFork", Branches = new(new List<string> { "A", "B" }) };
        var inner = Flow([innerFork, first, second], (innerFork, "A", first), (innerFork, "B", second));
        inner.Id = "inner";
        var fork = new FlowFork { Id = "fork", Branches = new(new List<string> { "A", "B" }) };
        var line = new WriteLine("quick") { Id = "quick" };
        var join = new FlowJoin { Id = "join", Mode = new(FlowJoinMode.WaitAll) };
        var after = new WriteLine("after") { Id = "after" };
        var result = await engine.RunAsync(Flow([fork, inner, line, join, after], (fork, "A", inner), (fork, "B", line), (inner, "Done", join), (line, "Done", join), (join, "Done", after)));

        foreach (var name in new[] { "second", "first" })
        {
            Assert.Equal((WorkflowSubStatus.Suspended, false), (result.WorkflowState.SubStatus, engine.Lines.Contains("after")));
            var context = result.WorkflowExecutionContext;
            context.ScheduleBookmark(context.Bookmarks.Single(x => x.ActivityId == name));
            result = await engine.Get<IWorkflowRunner>().RunAsync(context);
        }

        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
        Assert.Equal(["quick", "after"], engine.Lines);
        Assert.Single(result.Of("Completed"), x => x == "join");
    }

    [Theory]
    [InlineData(15, "three,five,after")]
    [InlineData(9, "three,after")]
    [InlineData(7, "default,after")]
    public async Task A_switch_that_matches_any_goes_every_way_that_holds_and_meets_once(int number, string lines)
    {
        await using var engine = await StartAsync();
        var by = new FlowSwitch
        {
            Id = "switch",
            Mode = new(SwitchMode.MatchAny),
            Cases = { new FlowSwitchCase("three", _ => number % 3 == 0), new FlowSwitchCase("five", _ => number % 5 == 0) },
        };
        var (three, five, other) = (new WriteLine("three") { Id = "t" }, new WriteLine("five") { Id = "f" }, new WriteLine("default") { Id = "d" });
        var join = new FlowJoin { Id = "join", Mode = new(FlowJoinMode.WaitAllActive) };
        var after = new WriteLine("after") { Id = "a" };

        var result = await engine.RunAsync(Flow(
            [by, three, five, other, join, after],
            (by, "three", three),
            (by, "five", five),
            (by, "Default", other),
            (three, "Done", join),
            (five, "Done", join),
            (other, "Done", join),
            (join, "Done", after)));

        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
        Assert.Equal(lines.Split(','), engine.Lines);
    }

    // What a loop declares has no identity that a definition could know.
    [Fact]
    public async Task A_definition_names_the_current_value_of_a_loop_as_a_variable()
    {
        await using var engine = await StartAsync();
        var workflow = engine.Get<IWorkflowSerializer>().Deserialize("""
            {"definitionId":"loop","version":1,"root":{"type":"Elsa.ForEach","version":1,"id":"each","items":{"typeName":"Object[]","expression":{"type":"Object","value":"[\"a\",\"b\"]"}},
              "body":{"type":"Elsa.WriteLine","version":1,"id":"w","text":{"typeName":"String","expression":{"type":"Variable","value":{"name":"CurrentValue","typeName":"Object"}}}}}}
            """);

        var result = await engine.Get<IWorkflowRunner>().RunAsync(workflow, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Empty(result.WorkflowState.Incidents);
        Assert.Equal(["a", "b"], engine.Lines);
    }

    private static Task<Engine> StartAsync() => Engine.StartAsync(register: x => x.AddLogging());

    private static Chart Flow(IActivity[] activities, params (IActivity From, string Port, IActivity To)[] connections)
    {
        var flow = new Chart { Activities = activities.ToList() };
        foreach (var (from, port, to) in connections)
            flow.Connections.Add(new Connection(new Endpoint(from, port), new Endpoint(to)));
        return flow;
    }
}
