using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;

namespace Elsa.Embedded.Tests.Documented;

/// <summary>Holds activities in ports, and runs the one that the answer calls for.</summary>
[Activity("Samples", "Approvals", "Asks for approval.")]
public sealed class Approval : Activity
{
    [Port("Approved", "If approved")]
    public IActivity? OnApproved { get; set; }

    [Port]
    public IActivity? Rejected { get; set; }

    public ICollection<IActivity> Always { get; set; } = [];

    protected override void Execute(ActivityExecutionContext context) => context.CreateBookmark(OnAnsweredAsync);

    private async ValueTask OnAnsweredAsync(ActivityExecutionContext context)
    {
        var approved = (bool)context.ActivityInput["Approved"];
        context.SetProperty("Open", Always.Count + 1);
        await context.ScheduleActivityAsync(approved ? OnApproved : Rejected, OnPartDoneAsync);
        await context.ScheduleActivities(Always, OnPartDoneAsync);
    }

    private static async ValueTask OnPartDoneAsync(ActivityCompletedContext context)
    {
        if (context.TargetContext.UpdateProperty<int>("Open", x => x - 1) == 0)
            await context.TargetContext.CompleteActivityWithOutcomesAsync("Closed");
    }
}

/// <summary>A composite activity: built from others, with a variable and a result of its own.</summary>
[Activity("Samples", "Approvals", "Greets, and waits for an answer.")]
public sealed class Greeting : Composite<string>
{
    private readonly Variable<string?> _name = new("Greeted", "nobody");

    public Greeting()
    {
        Variables = [_name];
        Root = new Sequence
        {
            Activities =
            {
                SetVariable(_name!, context => Person.GetOrDefault(context) ?? "nobody"),
                new WriteLine(context => $"Hello, {_name.Get(context)}"),
            },
        };
    }

    public Input<string?> Person { get; set; } = default!;

    protected override async ValueTask OnCompletedAsync(ActivityCompletedContext context)
    {
        context.TargetContext.SetResult($"greeted {_name.Get(context.TargetContext)}");
        await context.TargetContext.CompleteActivityWithOutcomesAsync("Greeted");
    }
}
