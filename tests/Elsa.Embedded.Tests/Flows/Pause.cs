using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;

namespace Elsa.Embedded.Tests.Flows;

/// <summary>Waits to be resumed, now by itself and now by a method of its own, and now twice.</summary>
[Activity("Samples", "Flows")]
public sealed class Pause : Activity<string>
{
    public Input<string> Label { get; set; } = default!;

    public Input<int> Times { get; set; } = new(1);

    protected override void Execute(ActivityExecutionContext context)
    {
        if (context.Get(Times) > 1)
            context.CreateBookmark(new CreateBookmarkArgs { Stimulus = new { Label = context.Get(Label) }, Callback = OnFirstAsync, AutoComplete = false });
        else
            context.CreateBookmark();
    }

    private ValueTask OnFirstAsync(ActivityExecutionContext context)
    {
        context.CreateBookmark(new CreateBookmarkArgs { Stimulus = new { Label = context.Get(Label) }, Callback = OnSecondAsync });
        return ValueTask.CompletedTask;
    }

    private async ValueTask OnSecondAsync(ActivityExecutionContext context)
    {
        context.SetResult($"{context.Get(Label)} twice");
        await context.CompleteActivityAsync();
    }
}

/// <summary>Writes down that it ran, and the variables that it saw.</summary>
[Activity("Samples", "Flows")]
public sealed class Note : CodeActivity<string>
{
    public Input<string> Text { get; set; } = default!;

    protected override void Execute(ActivityExecutionContext context)
    {
        var seen = context.ExpressionExecutionContext.GetVariablesInScope().Where(x => x.Name is "CurrentValue" or "CurrentIndex" or "Inner")
            .Select(x => $"{x.Name}={context.ExpressionExecutionContext.GetBlock(x).Value}");
        var line = $"{context.Get(Text)} {string.Join(' ', seen)} last={context.GetLastResult()}";
        context.AddExecutionLogEntry("Noted", line);
        context.SetVariable("Notes", $"{context.GetVariable<string>("Notes")}{line}\n");
        context.SetResult(context.Get(Text));
    }
}
