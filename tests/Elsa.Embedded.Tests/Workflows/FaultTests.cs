using Elsa.Embedded.Tests.Flows;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.IncidentStrategies;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;
using Elsa.Workflows.Options;

namespace Elsa.Embedded.Tests.Workflows;

public sealed class FaultTests
{
    [Fact]
    public async Task Without_a_strategy_nothing_runs_after_a_fault_however_deep_it_is()
    {
        await using var engine = await Engine.StartAsync();
        var result = await engine.RunAsync(Nested());
        Assert.Equal((WorkflowStatus.Finished, WorkflowSubStatus.Faulted), (result.WorkflowState.Status, result.WorkflowState.SubStatus));
        Assert.Equal(["a1"], engine.Lines);
        Assert.Equal("fault", result.Of("Faulted").Single());
    }

    // As recorded: the other branches go on, what is around the fault stays as it is, and the instance waits.
    [Fact]
    public async Task With_incidents_the_other_branches_go_on_and_the_instance_waits()
    {
        await using var engine = await Engine.StartAsync();
        var result = await engine.RunAsync(new Workflow(Nested()) { Options = { IncidentStrategyType = typeof(ContinueWithIncidentsStrategy) } });

        Assert.Equal((WorkflowStatus.Running, WorkflowSubStatus.Suspended), (result.WorkflowState.Status, result.WorkflowState.SubStatus));
        Assert.Equal(["a1", "a2"], engine.Lines);
        Assert.Equal("broken", Assert.Single(result.WorkflowState.Incidents).Message);
        var statuses = result.Journal.ActivityExecutionContexts.ToDictionary(x => x.Activity.Id, x => (x.Status, x.AggregateFaultCount));
        Assert.Equal((ActivityStatus.Faulted, 1), statuses["fault"]);
        Assert.Equal((ActivityStatus.Completed, 0), statuses["a"]);
        Assert.All(["b", "par", "Workflow1"], x => Assert.Equal((ActivityStatus.Running, 1), statuses[x]));
    }

    // What ran before it is in the journal: it was done.
    [Fact]
    public async Task A_container_whose_variable_cannot_begin_faults_as_any_activity_does()
    {
        await using var engine = await Engine.StartAsync();
        var inner = new Sequence { Id = "inner", Variables = { new Variable<int>("Size", 1) { Value = "big" } }, Activities = { new WriteLine("never") } };

        var result = await engine.RunAsync(new Sequence { Id = "seq", Activities = { new WriteLine("before") { Id = "before" }, inner, new WriteLine("after") } });

        Assert.Equal(WorkflowSubStatus.Faulted, result.WorkflowState.SubStatus);
        Assert.Equal(["before"], engine.Lines);
        Assert.Equal("inner", result.Of("Faulted").Single());
        Assert.Contains("before", result.Of("Completed"));
        Assert.StartsWith("The initial value of the variable 'Size' does not fit its type", Assert.Single(result.WorkflowState.Incidents).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_items_that_is_not_complete_faults_by_name()
    {
        await using var engine = await Engine.StartAsync();
        var result = await engine.RunAsync(new ParallelForEach { Id = "each", Items = new Input<object>("[1,"), Body = new WriteLine("never") });
        Assert.StartsWith("The text begins as a list of items does and is none: ", Assert.Single(result.WorkflowState.Incidents).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_that_is_taken_back_lets_the_activity_run_once_more()
    {
        await using var engine = await Engine.StartAsync();
        var fails = true;
        var flaky = new Inline(() => _ = fails ? throw new InvalidOperationException("not yet") : 0) { Id = "flaky" };
        var workflow = new Workflow(new Sequence { Id = "seq", Activities = { flaky, new WriteLine("after") } }) { Options = { IncidentStrategyType = typeof(ContinueWithIncidentsStrategy) } };
        var first = await engine.RunAsync(workflow);

        fails = false;
        var context = first.WorkflowExecutionContext;
        var faulted = context.ActivityExecutionContexts.Single(x => x.Activity.Id == "flaky");
        faulted.RecoverFromFault();
        context.ScheduleActivityExecutionContext(faulted);
        var second = await engine.Get<IWorkflowRunner>().RunAsync(context);

        Assert.Equal(WorkflowSubStatus.Finished, second.WorkflowState.SubStatus);
        Assert.Equal(["after"], engine.Lines);
        Assert.All(context.ActivityExecutionContexts, x => Assert.Equal(0, x.AggregateFaultCount));
    }

    [Fact]
    public async Task A_state_that_does_not_fit_the_definition_is_refused_by_name()
    {
        await using var engine = await Engine.StartAsync();
        var runner = engine.Get<IWorkflowRunner>();
        var waiting = await engine.RunAsync(new Sequence { Id = "seq", Activities = { new Pause { Id = "old" } } });
        var other = new Workflow(new Sequence { Id = "seq", Activities = { new Pause { Id = "new" } } });

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => runner.RunAsync(other, waiting.WorkflowState, new RunWorkflowOptions(), TestContext.Current.CancellationToken));
        Assert.Contains("names the activity 'Workflow1:seq:old'", error.Message);

        waiting.WorkflowState.ActivityExecutionContexts.First().ParentContextId = "nobody";
        var workflow = new Workflow(new Sequence { Id = "seq", Activities = { new Pause { Id = "old" } } });
        error = await Assert.ThrowsAsync<InvalidOperationException>(() => runner.RunAsync(workflow, waiting.WorkflowState, new RunWorkflowOptions(), TestContext.Current.CancellationToken));
        Assert.Contains("has no execution 'nobody'", error.Message);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"id\":\"x\",\"status\":\"Odd\"}")]
    [InlineData("{\"id\":\"x\",\"activityExecutionContexts\":[{}]}")]
    public async Task Text_that_is_no_state_is_refused(string json)
    {
        await using var engine = await Engine.StartAsync();
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => engine.Get<IWorkflowStateSerializer>().Deserialize(json));
    }

    private static Elsa.Workflows.Activities.Parallel Nested() => new(
        new Sequence { Id = "a", Activities = { new WriteLine("a1"), new WriteLine("a2") } },
        new Sequence { Id = "b", Activities = { new Fault { Id = "fault", Message = new("broken") }, new WriteLine("never") } }) { Id = "par" };
}
