using Elsa.Extensions;
using Elsa.Scheduling.Activities;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Management.Activities.SetOutput;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;
using Parallel = Elsa.Workflows.Activities.Parallel;

namespace Elsa.Embedded.Tests.Workflows;

public sealed class ActivityTests
{
    [Fact]
    public async Task Variables_are_seen_inside_their_container_only_and_keep_their_type()
    {
        await using var engine = await Engine.StartAsync();
        var number = new Variable<int>("Number", 1);
        var inner = new Sequence
        {
            Variables = { number },
            Activities = { new SetVariable { Variable = number, Value = new("41") }, new WriteLine(x => $"{number.Get(x) + 1}") },
        };
        var result = await engine.RunAsync(new Sequence { Activities = { inner, new WriteLine(x => x.GetVariable("Number") is null ? "gone" : "there") } });

        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
        Assert.Equal(["42", "gone"], engine.Lines);
    }

    [Fact]
    public async Task An_output_goes_into_the_variable_that_it_names_and_into_the_record()
    {
        await using var engine = await Engine.StartAsync();
        var barcode = new Variable<string>("Barcode", "");
        var result = await engine.RunAsync(new Sequence
        {
            Variables = { barcode },
            Activities = { new Mount { Id = "mount", Pool = new("scratch"), Password = new("secret"), Barcode = new(barcode) }, new WriteLine(barcode) },
        });

        Assert.Equal(["TF0001L8"], engine.Lines);
        var mount = result.Journal.ActivityExecutionContexts.Single(x => x.Activity.Id == "mount");
        Assert.Equal("TF0001L8", mount.GetOutputs()["Barcode"]);
        Assert.Equal(6, mount.GetOutputs()["Result"]);
        Assert.Equal(["Started", "Mounted", "Completed"], result.Journal.WorkflowExecutionLogEntries.Where(x => x.ActivityId == "mount").Select(x => x.EventName));
    }

    [Fact]
    public async Task A_switch_runs_all_cases_that_hold_when_told_so_and_else_the_default()
    {
        await using var engine = await Engine.StartAsync();
        var many = new Switch
        {
            Mode = new(SwitchMode.MatchAny),
            Cases = { new("a", _ => true, new WriteLine("a")), new("b", _ => false, new WriteLine("b")), new("c", _ => true, new WriteLine("c")) },
            Default = new WriteLine("default"),
        };
        var none = new Switch { Cases = { new("a", _ => false, new WriteLine("a")) }, Default = new WriteLine("default") };

        var result = await engine.RunAsync(new Sequence { Activities = { many, none, new Switch() } });

        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
        Assert.Equal(["a", "c", "default"], engine.Lines);
    }

    [Theory]
    [InlineData(1, 3, 1, true, "1 2 3")]
    [InlineData(1, 3, 1, false, "1 2")]
    [InlineData(3, 1, -1, true, "3 2 1")]
    [InlineData(3, 1, 1, true, "")]
    [InlineData(int.MaxValue - 1, int.MaxValue, 1, true, "2147483646 2147483647")]
    public async Task For_counts_within_its_bounds(int start, int end, int step, bool inclusive, string expected)
    {
        await using var engine = await Engine.StartAsync();
        var loop = new For(start, end, step) { OuterBoundInclusive = new(inclusive), Body = new WriteLine(x => $"{x.GetVariable<int>("CurrentValue")}") };
        var result = await engine.RunAsync(loop);
        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
        Assert.Equal(expected, string.Join(' ', engine.Lines));
    }

    [Fact]
    public async Task A_loop_that_would_never_end_faults()
    {
        await using var engine = await Engine.StartAsync();
        var result = await engine.RunAsync(new For(1, 2, 0) { Body = new WriteLine("x") });
        Assert.Equal(WorkflowSubStatus.Faulted, result.WorkflowState.SubStatus);
    }

    [Fact]
    public async Task A_break_ends_the_innermost_loop_only()
    {
        await using var engine = await Engine.StartAsync();
        var inner = new For(1, 3, 1) { Body = new Sequence { Activities = { new WriteLine("inner"), new Break(), new WriteLine("never") } } };
        await engine.RunAsync(new ForEach<string>(["a", "b"]) { Body = new Sequence { Activities = { inner, new WriteLine(x => x.GetVariable<string>("CurrentValue")) } } });
        Assert.Equal(["inner", "a", "inner", "b"], engine.Lines);
    }

    [Fact]
    public async Task Branches_in_parallel_take_turns_and_a_fork_can_end_with_the_first()
    {
        await using var engine = await Engine.StartAsync();
        var parallel = new Parallel(
            new Sequence { Activities = { new WriteLine("a1"), new WriteLine("a2") } },
            new Sequence { Activities = { new WriteLine("b1"), new WriteLine("b2") } });
        var fork = new Fork { JoinMode = ForkJoinMode.WaitAny, Branches = { new Delay { Id = "slow" }, new WriteLine("quick") } };

        var result = await engine.RunAsync(new Sequence { Activities = { parallel, fork, new WriteLine("end") } });

        Assert.Equal(["a1", "b1", "a2", "b2", "quick", "end"], engine.Lines);
        Assert.Equal(["slow"], result.Of("Canceled"));
    }

    [Fact]
    public async Task Complete_ends_the_workflow_from_within()
    {
        await using var engine = await Engine.StartAsync();
        var result = await engine.RunAsync(new Sequence { Activities = { new Complete(["Approved"]), new WriteLine("never") } });

        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
        Assert.Equal(["Complete1", "Sequence1", "Workflow1"], result.Of("Completed"));
        Assert.Empty(engine.Lines);
    }

    [Fact]
    public async Task An_output_of_the_workflow_gets_the_type_of_its_definition()
    {
        await using var engine = await Engine.StartAsync();
        var workflow = new Workflow(new SetOutput { OutputName = new("Files"), OutputValue = new("12") })
        {
            Outputs = { new OutputDefinition { Name = "Files", Type = typeof(long) } },
        };
        var result = await engine.RunAsync(workflow);
        Assert.Equal(12L, result.WorkflowState.Output["Files"]);
    }

    [Fact]
    public async Task A_composite_runs_its_root_and_code_workflows_are_built()
    {
        await using var engine = await Engine.StartAsync();
        var result = await engine.Get<IWorkflowRunner>().RunAsync<GreetingWorkflow>(new() { Input = new Dictionary<string, object> { ["Name"] = "Ada" } }, TestContext.Current.CancellationToken);
        Assert.Equal(["Hello Ada", "bye"], engine.Lines);
        Assert.Equal(nameof(GreetingWorkflow), result.WorkflowState.DefinitionId);
        Assert.Equal(5, result.WorkflowExecutionContext.ExpressionExecutionContext.GetVariable<int>("Total"));
    }

    [Fact]
    public async Task An_activity_that_waits_goes_on_in_its_own_method_exactly_once()
    {
        await using var engine = await Engine.StartAsync();
        var wait = new WaitForWord { Id = "wait", Word = new("go") };
        var result = await engine.RunAsync(new Sequence { Activities = { wait, new WriteLine(x => (string?)x.GetOutput("wait", "Result")) } });
        var context = result.WorkflowExecutionContext;
        var bookmark = Assert.Single(context.Bookmarks);
        Assert.Equal((WorkflowSubStatus.Suspended, "OnResumedAsync"), (context.SubStatus, bookmark.CallbackMethodName));

        Assert.NotNull(context.ScheduleBookmark(bookmark, new Dictionary<string, object> { ["Answer"] = "gone" }));
        await engine.Get<IWorkflowRunner>().RunAsync(context);

        Assert.Null(context.ScheduleBookmark(bookmark));
        Assert.Equal(WorkflowSubStatus.Finished, context.SubStatus);
        Assert.Equal(["gone"], engine.Lines);
    }

    private sealed class GreetingWorkflow : WorkflowBase
    {
        protected override void Build(IWorkflowBuilder builder)
        {
            var name = builder.WithInput<string>("Name");
            builder.WithVariable("Total", 5);
            builder.Root = new Sequence { Activities = { new WriteLine(x => $"Hello {x.GetInput<string>(name)}"), new Farewell() } };
        }
    }
}

public sealed class Farewell : Composite
{
    public override void Setup() => Root = new WriteLine("bye");
}
