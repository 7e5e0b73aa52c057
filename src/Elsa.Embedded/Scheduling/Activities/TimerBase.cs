using System.Runtime.CompilerServices;
using Elsa.Expressions.Models;
using Elsa.Extensions;
using Elsa.Workflows;

namespace Elsa.Scheduling.Activities;

/// <summary>Base of activities that start a workflow again and again, and that wait once in the middle of one.</summary>
public abstract class TimerBase : EventGenerator, IActivity
{
    /// <summary>Creates the activity.</summary>
    protected TimerBase([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context) => context.RepeatWithInterval(GetInterval(context.ExpressionExecutionContext), OnTimerElapsedAsync);

    /// <summary>The time from one start to the next.</summary>
    protected abstract TimeSpan GetInterval(ExpressionExecutionContext context);

    /// <inheritdoc />
    protected override object GetTriggerPayload(TriggerIndexingContext context) => context.GetTimerTriggerStimulus(GetInterval(context.ExpressionExecutionContext));

    /// <summary>Called when the interval has passed, before the activity completes.</summary>
    protected virtual ValueTask OnTimerElapsedAsync(ActivityExecutionContext context)
    {
        OnTimerElapsed(context);
        return ValueTask.CompletedTask;
    }

    /// <summary>Called when the interval has passed, before the activity completes.</summary>
    protected virtual void OnTimerElapsed(ActivityExecutionContext context)
    {
    }

    async ValueTask IActivity.ExecuteAsync(ActivityExecutionContext context)
    {
        if (!context.IsTriggerOfWorkflow())
        {
            await ExecuteAsync(context);
            return;
        }

        await OnTimerElapsedAsync(context);
        await context.CompleteActivityAsync();
    }
}
