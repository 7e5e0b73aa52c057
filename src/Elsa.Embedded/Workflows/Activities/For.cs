using System.Runtime.CompilerServices;
using Elsa.Extensions;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;
using Elsa.Workflows.Options;
using Elsa.Workflows.Signals;

namespace Elsa.Workflows.Activities;

/// <summary>Executes its body once for each step from a number to another.</summary>
[Activity("Elsa", "Looping", "Iterate over a sequence of steps between a start and an end number.")]
public class For : Activity
{
    private const string CurrentStepKey = "CurrentStep";

    /// <summary>Creates the activity.</summary>
    public For([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line) => this.EndsOnBreak();

    /// <summary>Creates the activity with its bounds.</summary>
    public For(int start, int end, int step, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(source, line)
    {
        Start = new Input<int>(start);
        End = new Input<int>(end);
        Step = new Input<int>(step);
    }

    /// <summary>The first number.</summary>
    [Input(Description = "The start step.")]
    public Input<int> Start { get; set; } = new(0);

    /// <summary>The last number.</summary>
    [Input(Description = "The end step.")]
    public Input<int> End { get; set; } = new(0);

    /// <summary>The distance between numbers; negative counts down.</summary>
    [Input(Description = "The step size. To count down, enter a negative number.")]
    public Input<int> Step { get; set; } = new(1);

    /// <summary>Whether the last number is a step too.</summary>
    [Input(Description = "Controls whether the end step is upper/lowerbound inclusive or exclusive. True (inclusive) by default.", DefaultValue = true)]
    public Input<bool> OuterBoundInclusive { get; set; } = new(true);

    /// <summary>Executed for each step.</summary>
    [Port("Body")]
    public IActivity? Body { get; set; }

    /// <summary>Receives the number of each step.</summary>
    [Output]
    public Output<object?> CurrentValue { get; set; } = new();

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => ScheduleNextAsync(context, null);

    private ValueTask OnChildCompleted(ActivityCompletedContext context) =>
        ScheduleNextAsync(context.TargetContext, context.TargetContext.GetProperty<int>(CurrentStepKey));

    private async ValueTask ScheduleNextAsync(ActivityExecutionContext context, int? previous)
    {
        var step = context.Get(Step);
        if (step == 0)
            throw new InvalidOperationException($"The loop '{Id}' has a step of 0 and would never end.");

        // As long: the number after the last one may not be an int any more.
        var next = previous is null ? context.Get(Start) : (long)previous.Value + step;
        var end = (long)context.Get(End);
        var inclusive = context.Get(OuterBoundInclusive);
        var isInside = step > 0 ? next < end || (inclusive && next == end) : next > end || (inclusive && next == end);
        if (!isInside || Body is null || context.GetIsBreaking())
        {
            await context.CompleteActivityAsync();
            return;
        }

        var value = (int)next;
        context.SetProperty(CurrentStepKey, value);
        context.Set(CurrentValue, (object?)value);
        await context.ScheduleActivityAsync(Body, new ScheduleWorkOptions
        {
            CompletionCallback = OnChildCompleted,
            Variables = [new Variable<int>("CurrentValue", value)],
        });
    }
}
