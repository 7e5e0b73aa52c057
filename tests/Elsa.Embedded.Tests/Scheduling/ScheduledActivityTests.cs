using Elsa.Common;
using Elsa.Extensions;
using Elsa.Scheduling.Activities;
using Elsa.Scheduling.Bookmarks;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Management;
using Elsa.Workflows.Models;
using Elsa.Workflows.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Timer = Elsa.Scheduling.Activities.Timer;

namespace Elsa.Embedded.Tests.Scheduling;

/// <summary>Delay, Timer, Cron and StartAt, run as recorded.</summary>
public sealed class ScheduledActivityTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Start);

    [Fact]
    public async Task A_delay_suspends_the_workflow_and_resumes_it_as_recorded()
    {
        await using var engine = await StartAsync();
        var suspended = await RunAsync(engine, "delay");

        AssertRecorded(suspended, "delay.suspended", WorkflowSubStatus.Suspended);
        var bookmark = Assert.Single(suspended.WorkflowState.Bookmarks);
        Assert.Equal(("Elsa.Delay", "d1", "Workflow1:seq1:d1", true, true, null), (bookmark.Name, bookmark.ActivityId, bookmark.ActivityNodeId, bookmark.AutoBurn, bookmark.AutoComplete, bookmark.CallbackMethodName));
        Assert.Equal(new DelayPayload(Start.AddSeconds(2)), bookmark.Payload);
        Assert.Equal(["mounting"], engine.Lines);

        var final = await ResumeAsync(engine, suspended);
        Assert.Equal(TestFiles.Lines("delay.final.journal.txt"), final.Journal());
        Assert.All(final.Journal.ActivityExecutionContexts, x => Assert.Equal(ActivityStatus.Completed, x.Status));
        Assert.Equal(WorkflowSubStatus.Finished, final.WorkflowState.SubStatus);
        Assert.Empty(final.WorkflowState.Bookmarks);
        Assert.Equal(["mounting", "mounted"], engine.Lines);
    }

    [Theory]
    [InlineData("timer-trigger", "t1", "poll")]
    [InlineData("cron-trigger", "c1", "nightly")]
    public async Task A_trigger_that_started_the_workflow_completes_at_once_as_recorded(string definition, string trigger, string line)
    {
        await using var engine = await StartAsync();
        var result = await RunAsync(engine, definition, trigger);

        AssertRecorded(result, definition, WorkflowSubStatus.Finished);
        Assert.Equal([line], engine.Lines);
        Assert.Empty(result.WorkflowState.Bookmarks);
    }

    [Fact]
    public async Task In_the_middle_of_a_flow_each_waits_once_for_its_own_time()
    {
        await using var engine = await StartAsync();
        var flow = new Sequence
        {
            Activities =
            {
                new Timer(TimeSpan.FromSeconds(5)) { Id = "timer" },
                Cron.FromCronExpression("0 3 * * *"),
                new StartAt(Start.AddDays(2)) { Id = "start" },
                new Delay { Id = "delay" },
                new WriteLine("end"),
            },
        };
        var result = await engine.RunAsync(flow);
        var expected = new (string Name, object Payload)[]
        {
            ("Elsa.Timer", new TimerBookmarkPayload(Start.AddSeconds(5))),
            ("Elsa.Cron", new CronBookmarkPayload(new DateTimeOffset(2026, 11, 24, 3, 0, 0, TimeSpan.Zero), "0 3 * * *")),
            ("Elsa.StartAt", new StartAtPayload(Start.AddDays(2))),
            ("Elsa.Delay", new DelayPayload(Start.AddMinutes(1))),
        };
        foreach (var (name, payload) in expected)
        {
            Assert.Equal(WorkflowSubStatus.Suspended, result.WorkflowState.SubStatus);
            var bookmark = Assert.Single(result.WorkflowState.Bookmarks);
            Assert.Equal((name, payload), (bookmark.Name, bookmark.Payload));
            result = await ResumeAsync(engine, result);
        }

        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
        Assert.Equal(4, result.Of("Resumed").Length);
        Assert.Equal(["end"], engine.Lines);
    }

    [Fact]
    public async Task A_point_in_time_that_has_passed_holds_nothing_up()
    {
        await using var engine = await StartAsync();
        var result = await engine.RunAsync(new StartAt(Start));
        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
    }

    [Fact]
    public async Task An_own_timer_acts_when_its_interval_has_passed()
    {
        await using var engine = await StartAsync();
        var suspended = await engine.RunAsync(new Heartbeat());
        Assert.Empty(engine.Lines);
        var result = await ResumeAsync(engine, suspended);
        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
        Assert.Equal(["alive"], engine.Lines);
    }

    public static TheoryData<string, IActivity> Mistakes => new()
    {
        { "The delay is -00:00:01: it must not be negative.", new Delay(TimeSpan.FromSeconds(-1)) },
        { "nothing is scheduled more than 100 years ahead", new Delay(TimeSpan.MaxValue) },
        { "nothing is scheduled more than 100 years ahead", new StartAt(DateTimeOffset.MaxValue) },
        { "The interval is 00:00:00: it must be at least 00:00:01", new Timer(TimeSpan.Zero) },
        { "The interval is -00:00:05: it must be at least", new Timer(TimeSpan.FromSeconds(-5)) },
        { "nothing is scheduled more than 100 years ahead", new Timer(TimeSpan.MaxValue) },
        { "'at night' is not a cron expression: it has 2 fields", Cron.FromCronExpression("at night") },
        { "'0 0 30 2 *' is never due", Cron.FromCronExpression("0 0 30 2 *") },
        { "The input 'CronExpression' of the activity", new Cron() },
        { "The input 'DateTime' of the activity", new StartAt() },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public async Task A_mistake_faults_the_activity_by_name(string message, IActivity activity)
    {
        await using var engine = await StartAsync();
        var result = await engine.RunAsync(activity);
        Assert.Equal(WorkflowSubStatus.Faulted, result.WorkflowState.SubStatus);
        Assert.Contains(message, Assert.Single(result.WorkflowState.Incidents).Message, StringComparison.Ordinal);
        Assert.Empty(result.WorkflowState.Bookmarks);
    }

    [Fact]
    public async Task A_mistake_in_a_trigger_is_told_while_it_is_indexed()
    {
        await using var engine = await StartAsync();
        var mistakes = Mistakes.Where(x => x.Data.Item2 is Timer).Select(x => x.Data.Item2).Cast<ITrigger>();
        foreach (var trigger in mistakes)
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => PayloadsAsync(engine, trigger));
    }

    [Fact]
    public async Task A_trigger_says_what_it_waits_for()
    {
        await using var engine = await StartAsync();
        Assert.Equal([new TimerTriggerPayload(Start.AddSeconds(5), TimeSpan.FromSeconds(5))], await PayloadsAsync(engine, Timer.FromSeconds(5)));
        Assert.Equal([new CronTriggerPayload("0 3 * * *")], await PayloadsAsync(engine, Cron.FromCronExpression("0 3 * * *")));
        Assert.Equal([new StartAtPayload(Start.AddDays(1))], await PayloadsAsync(engine, StartAt.From(Start.AddDays(1))));
    }

    [Theory]
    [InlineData("Elsa.Delay", "Delay", ActivityKind.Action, "Delay execution for the specified amount of time.", "TimeSpan", "Time Span", "00:01:00", "The timespan to delay workflow execution.")]
    [InlineData("Elsa.Timer", "Timer", ActivityKind.Trigger, "Trigger workflow execution at a specific interval.", "Interval", "Interval", "00:01:00", "The interval at which the timer should execute.")]
    [InlineData("Elsa.Cron", "Cron", ActivityKind.Trigger, "Trigger workflow execution at a specific interval using a CRON expression.", "CronExpression", "Cron Expression", null, "The CRON expression at which the timer should execute.")]
    [InlineData("Elsa.StartAt", "Start at", ActivityKind.Trigger, "Trigger execution at a specific time in the future.", "DateTime", "Date Time", null, null)]
    public async Task They_are_described_as_recorded(string type, string name, ActivityKind kind, string description, string input, string inputName, string? defaultValue, string? inputDescription)
    {
        await using var engine = await StartAsync();
        var descriptor = engine.Get<IActivityRegistry>().Find(type)!;
        Assert.Equal((name, kind, description, "Scheduling", 1), (descriptor.DisplayName, descriptor.Kind, descriptor.Description, descriptor.Category, descriptor.Version));
        Assert.Empty(descriptor.Ports);
        Assert.Empty(descriptor.Outputs);
        var only = Assert.Single(descriptor.Inputs);
        Assert.Equal((input, inputName, "singleline", defaultValue, inputDescription), (only.Name, only.DisplayName, only.UIHint, only.DefaultValue, only.Description));
    }

    private Task<Engine> StartAsync() => Engine.StartAsync(elsa => elsa.UseScheduling(), services => services.AddLogging().AddSingleton<TimeProvider>(_time));

    private static Task<RunWorkflowResult> RunAsync(Engine engine, string definition, string? trigger = null)
    {
        var workflow = engine.Get<IWorkflowSerializer>().Deserialize(TestFiles.Definition(definition));
        return engine.Get<IWorkflowRunner>().RunAsync(workflow, new RunWorkflowOptions { TriggerActivityId = trigger }, TestContext.Current.CancellationToken);
    }

    private static Task<RunWorkflowResult> ResumeAsync(Engine engine, RunWorkflowResult suspended)
    {
        var context = suspended.WorkflowExecutionContext;
        Assert.NotNull(context.ScheduleBookmark(Assert.Single(context.Bookmarks)));
        return engine.Get<IWorkflowRunner>().RunAsync(context);
    }

    private static async Task<object[]> PayloadsAsync(Engine engine, ITrigger trigger)
    {
        var workflow = new Workflow(trigger);
        var expressions = new Expressions.Models.ExpressionExecutionContext(engine.Services, new Expressions.Models.MemoryRegister(), null, cancellationToken: TestContext.Current.CancellationToken);
        await Bind(trigger, expressions, engine);
        var context = new TriggerIndexingContext(new WorkflowIndexingContext(workflow, TestContext.Current.CancellationToken), expressions, trigger, TestContext.Current.CancellationToken);
        return (await trigger.GetTriggerPayloadsAsync(context)).ToArray();
    }

    private static async Task Bind(ITrigger trigger, Expressions.Models.ExpressionExecutionContext expressions, Engine engine)
    {
        foreach (var input in engine.Get<IActivityDescriber>().GetInputProperties(trigger.GetType()).Select(x => (Input)x.GetValue(trigger)!))
            input.MemoryBlockReference().Set(expressions, await engine.Get<Elsa.Expressions.Contracts.IExpressionEvaluator>().EvaluateAsync(input.Expression!, input.Type, expressions));
    }

    private static void AssertRecorded(RunWorkflowResult result, string run, WorkflowSubStatus status)
    {
        Assert.Equal(TestFiles.Lines($"{run}.journal.txt"), result.Journal());
        Assert.Equal(
            TestFiles.Lines($"{run}.executions.txt"),
            result.Journal.ActivityExecutionContexts.Select(x => $"{x.NodeId} {x.Status} depth={x.CallStackDepth} by={x.SchedulingActivityId ?? "-"} faults={x.AggregateFaultCount}"));
        Assert.Equal(status, result.WorkflowState.SubStatus);
    }
}

/// <summary>A timer as an author would write it.</summary>
public sealed class Heartbeat : TimerBase
{
    protected override TimeSpan GetInterval(Expressions.Models.ExpressionExecutionContext context) => TimeSpan.FromSeconds(3);

    protected override void OnTimerElapsed(ActivityExecutionContext context) => context.GetRequiredService<IStandardOutStreamProvider>().GetTextWriter().WriteLine("alive");
}
