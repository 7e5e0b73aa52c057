using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;

namespace Elsa.Embedded.Tests.Documented;

/// <summary>Outputs, a result, an outcome, a line in the journal.</summary>
[Activity("Samples", "Samples", "Adds two numbers")]
[FlowNode("Even", "Odd")]
public sealed class AddNumbers : CodeActivity<int>
{
    public Input<int> Left { get; set; } = default!;

    public Input<int?> Right { get; set; } = default!;

    public Output<int> Sum { get; set; } = default!;

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var sum = context.Get(Left) + (context.Get(Right) ?? 0);
        context.Set(Sum, sum);
        context.SetResult(sum);
        context.JournalData["Sum"] = sum;
        context.AddExecutionLogEntry("Custom", "a custom message", payload: new { s = sum });
        await context.CompleteActivityWithOutcomesAsync(sum % 2 == 0 ? "Even" : "Odd");
    }
}

/// <summary>Ports that are executed again and again, counted in a property.</summary>
[Activity("Samples", "Samples", "A container with ports")]
public sealed class Repeat : Activity
{
    public Input<int> Times { get; set; } = default!;

    [Port]
    public IActivity? Body { get; set; }

    [Port]
    public IActivity? OnFinished { get; set; }

    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => NextAsync(context);

    private async ValueTask NextAsync(ActivityExecutionContext context)
    {
        var count = context.GetProperty<int>("N");
        if (count >= context.Get(Times))
        {
            await context.ScheduleActivityAsync(OnFinished, OnFinishedAsync);
            return;
        }

        context.SetProperty("N", count + 1);
        await context.ScheduleActivityAsync(Body, OnBodyAsync);
    }

    private ValueTask OnBodyAsync(ActivityCompletedContext context) => NextAsync(context.TargetContext);

    private static ValueTask OnFinishedAsync(ActivityCompletedContext context) => context.TargetContext.CompleteActivityAsync();
}

/// <summary>A composite without an attribute: its type is the name of its class.</summary>
public sealed class MyComposite : Composite
{
    public MyComposite() => Root = new Sequence
    {
        Activities = { new WriteLine(context => $"Hi {Who.Get(context)}"), new WriteLine("bye") },
    };

    public Input<string> Who { get; set; } = new("Comp");
}

/// <summary>A task: in the background only if its definition says so.</summary>
[Activity("Samples", "Samples", Kind = ActivityKind.Task)]
public sealed class SlowTask : CodeActivity
{
    public Input<int> Ms { get; set; } = default!;

    public Output<string> Out { get; set; } = default!;

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        await Task.Delay(context.Get(Ms), context.CancellationToken);
        context.Set(Out, "slept");
    }
}

/// <summary>A job: always in the background.</summary>
[Activity("Samples", "Samples", Kind = ActivityKind.Job)]
public sealed class JobTask : CodeActivity;

/// <summary>A trigger that waits for a signal where it stands inside a workflow.</summary>
[Activity("Samples", "Samples")]
public sealed class WaitSignal : Trigger<string>
{
    public Input<string> Signal { get; set; } = default!;

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (context.IsTriggerOfWorkflow())
            await context.CompleteActivityAsync();
        else
            context.CreateBookmark(new SignalStimulus(context.Get(Signal)!), OnSignalAsync, includeActivityInstanceId: false);
    }

    protected override object GetTriggerPayload(TriggerIndexingContext context) => new SignalStimulus(context.Get(Signal)!);

    private static ValueTask OnSignalAsync(ActivityExecutionContext context) => context.CompleteActivityAsync();
}

public sealed record SignalStimulus(string Signal);
