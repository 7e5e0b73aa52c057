using System.ComponentModel;
using System.Runtime.CompilerServices;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Options;
using Elsa.Workflows.Signals;

namespace Elsa.Workflows.Activities;

/// <summary>Executes activities one after the other.</summary>
[Category("Workflows")]
[Activity("Elsa", "Workflows", "Execute a set of activities in sequence.")]
[Browsable(false)]
public class Sequence : Container
{
    private const string CurrentIndexKey = "CurrentIndex";

    /// <summary>Creates a sequence.</summary>
    public Sequence([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line) =>
        OnSignalReceived<BreakSignal>((_, context) => context.ReceiverActivityExecutionContext.SetIsBreaking());

    /// <inheritdoc />
    protected override ValueTask ScheduleChildrenAsync(ActivityExecutionContext context) => ScheduleNextAsync(context, context);

    private async ValueTask ScheduleNextAsync(ActivityExecutionContext context, ActivityExecutionContext origin)
    {
        var index = context.GetProperty<int>(CurrentIndexKey);
        if (context.GetIsBreaking() || index >= Activities.Count)
        {
            await context.CompleteActivityAsync();
            return;
        }

        context.SetProperty(CurrentIndexKey, index + 1);
        var next = Activities is IList<IActivity> list ? list[index] : Activities.ElementAt(index);
        await context.ScheduleActivityAsync(next, new ScheduleWorkOptions { CompletionCallback = OnChildCompleted, SchedulingActivityExecutionId = origin.Id });
    }

    private ValueTask OnChildCompleted(ActivityCompletedContext context) => ScheduleNextAsync(context.TargetContext, context.ChildContext);
}
