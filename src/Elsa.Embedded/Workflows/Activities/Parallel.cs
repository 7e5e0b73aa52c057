using System.ComponentModel;
using System.Runtime.CompilerServices;
using Elsa.Workflows.Attributes;

namespace Elsa.Workflows.Activities;

/// <summary>Executes activities in turns; complete when all are.</summary>
[Activity("Elsa", "Workflows", "Execute a set of activities in parallel.")]
[Browsable(false)]
public class Parallel : Container
{
    private const string ScheduledChildrenKey = "ScheduledChildren";

    /// <summary>Creates the activity.</summary>
    public Parallel([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>Creates the activity with its activities.</summary>
    public Parallel(params IActivity[] activities) : base(null, null) => Activities = activities.ToList();

    /// <inheritdoc />
    protected override async ValueTask ScheduleChildrenAsync(ActivityExecutionContext context)
    {
        if (Activities.Count == 0)
        {
            await context.CompleteActivityAsync();
            return;
        }

        context.SetProperty(ScheduledChildrenKey, Activities.Count);
        await context.ScheduleActivities(Activities, OnChildCompleted);
    }

    private async ValueTask OnChildCompleted(ActivityCompletedContext context)
    {
        var remaining = context.TargetContext.UpdateProperty<int>(ScheduledChildrenKey, x => x - 1);
        if (remaining == 0)
            await context.CompleteActivityAsync();
    }
}
