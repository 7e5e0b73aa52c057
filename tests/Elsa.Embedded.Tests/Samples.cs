using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;

namespace Elsa.Embedded.Tests;

public enum Shade
{
    Light,
    Dark,
}

/// <summary>An activity as an author would write it: every kind of input, outputs, outcomes.</summary>
[Activity("Samples", "Samples", "Mounts a volume.", DisplayName = "Mount a volume")]
[FlowNode("Done", "Failed")]
public sealed class Mount : CodeActivity<int>
{
    [Input(Description = "The pool.", UIHint = InputUIHints.DropDown, Options = new[] { "scratch", "monthly" }, Order = 1)]
    public Input<string?> Pool { get; set; } = default!;

    [Input(CanContainSecrets = true)]
    public Input<string> Password { get; set; } = default!;

    [Input]
    public Input<Shade?> Shade { get; set; } = default!;

    [Input]
    public Input<bool> Wait { get; set; } = default!;

    [Output(Description = "The barcode.")]
    public Output<string> Barcode { get; set; } = default!;

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var pool = Pool.GetOrDefault(context);
        context.JournalData["Pool"] = pool!;
        context.AddExecutionLogEntry("Mounted", $"Mounted a volume of {pool}", payload: new { pool });
        Barcode.Set(context, "TF0001L8");
        context.SetResult(Password.GetOrDefault(context)?.Length ?? 0);
        await context.CompleteActivityWithOutcomesAsync(pool is null ? "Failed" : "Done");
    }
}

/// <summary>Runs until the workflow is cancelled.</summary>
[Activity("Samples", "Samples")]
public sealed class RunLong : CodeActivity
{
    public static readonly AsyncLocal<TaskCompletionSource?> Started = new();

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        Started.Value?.TrySetResult();
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
    }
}

/// <summary>Waits for a word and goes on in a method of its own.</summary>
[Activity("Samples", "Samples")]
public sealed class WaitForWord : Activity<string>
{
    public Input<string> Word { get; set; } = default!;

    protected override void Execute(ActivityExecutionContext context) =>
        context.CreateBookmark(new CreateBookmarkArgs { Stimulus = new { Word = context.Get(Word) }, Callback = OnResumedAsync });

    private async ValueTask OnResumedAsync(ActivityExecutionContext context)
    {
        context.Set(Result, context.ActivityInput["Answer"] as string);
        await context.CompleteActivityWithOutcomesAsync("Heard");
    }
}
