using System.ComponentModel;
using System.Runtime.CompilerServices;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.UIHints;

namespace Elsa.Workflows.Activities;

/// <summary>Executes branches in turns; complete when all are, or when the first is.</summary>
[Activity("Elsa", "Control Flow", "Branch execution into multiple branches.")]
[Browsable(false)]
public class Fork : Activity
{
    private const string PendingKey = "PendingBranches";

    /// <summary>Creates the activity.</summary>
    public Fork([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>When the fork is complete.</summary>
    [Input(UIHint = InputUIHints.DropDown, Description = "Controls when this activity yields control back to its parent activity.")]
    public ForkJoinMode JoinMode { get; set; }

    /// <summary>The branches.</summary>
    public ICollection<IActivity> Branches { get; set; } = new List<IActivity>();

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (Branches.Count == 0)
        {
            await context.CompleteActivityAsync();
            return;
        }

        context.SetProperty(PendingKey, Branches.Count);
        await context.ScheduleActivities(Branches, OnBranchCompleted);
    }

    private async ValueTask OnBranchCompleted(ActivityCompletedContext context)
    {
        var remaining = context.TargetContext.UpdateProperty<int>(PendingKey, x => x - 1);
        if (remaining == 0 || JoinMode == ForkJoinMode.WaitAny)
            await context.CompleteActivityAsync();
    }
}
