using System.Runtime.CompilerServices;
using Elsa.Expressions.Models;
using Elsa.Extensions;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.Options;
using Elsa.Workflows.UIHints;

namespace Elsa.Workflows.Activities;

/// <summary>Executes its body as long as a condition holds.</summary>
[Activity("Elsa", "Looping", "Execute an activity while a given condition evaluates to true.")]
public class While : Activity
{
    /// <summary>Creates the activity.</summary>
    public While([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line) => this.EndsOnBreak();

    /// <summary>Creates the activity with its condition.</summary>
    public While(Input<bool> condition, IActivity? body = null, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(source, line)
    {
        Condition = condition;
        Body = body;
    }

    /// <summary>Creates the activity with its condition.</summary>
    public While(Func<ExpressionExecutionContext, bool> condition, IActivity? body = null, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(new Input<bool>(condition), body, source, line)
    {
    }

    /// <summary>The condition: evaluated before each turn.</summary>
    [Input(UIHint = InputUIHints.SingleLine, AutoEvaluate = false)]
    public Input<bool> Condition { get; set; } = new(false);

    /// <summary>Executed in each turn.</summary>
    [Port("Body")]
    public IActivity? Body { get; set; }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => ScheduleNextAsync(context, context);

    private ValueTask OnBodyCompleted(ActivityCompletedContext context) => ScheduleNextAsync(context.TargetContext, context.ChildContext);

    private async ValueTask ScheduleNextAsync(ActivityExecutionContext context, ActivityExecutionContext origin)
    {
        if (context.GetIsBreaking() || Body is null || await context.EvaluateInputPropertyAsync(nameof(Condition)) is not true)
        {
            await context.CompleteActivityAsync();
            return;
        }

        await context.ScheduleActivityAsync(Body, new ScheduleWorkOptions { CompletionCallback = OnBodyCompleted, SchedulingActivityExecutionId = origin.Id });
    }
}
