using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Elsa.Workflows.Activities.Flowchart.Extensions;
using Elsa.Workflows.Activities.Flowchart.Models;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Options;
using Elsa.Workflows.Signals;

namespace Elsa.Workflows.Activities.Flowchart.Activities;

/// <summary>Executes activities in the order that their connections say.</summary>
[Activity("Elsa", "Flow", "A flowchart is a collection of activities and connections between them.")]
[Browsable(false)]
public class Flowchart : Container
{
    /// <summary>Creates a flowchart.</summary>
    public Flowchart([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
        OnSignalReceived<BreakSignal>((_, context) => context.ReceiverActivityExecutionContext.SetIsBreaking());
        OnSignalReceived<CancelSignal>(OnDescendantCanceledAsync);
    }

    /// <summary>Where it starts; found by its connections if not given.</summary>
    [Port("Start")]
    [Browsable(false)]
    public IActivity? Start { get; set; }

    // Connections of a definition that name activities that are not there; they stay in the definition.
    internal List<JsonElement> BrokenConnections { get; } = [];

    /// <summary>The connections.</summary>
    public ICollection<Connection> Connections { get; set; } = new List<Connection>();

    /// <inheritdoc />
    protected override async ValueTask ScheduleChildrenAsync(ActivityExecutionContext context)
    {
        var start = this.GetStartActivity(context.WorkflowExecutionContext.TriggerActivityId);
        if (start is null)
        {
            await context.CompleteActivityAsync();
            return;
        }

        await context.ScheduleActivityAsync(start, new ScheduleWorkOptions { CompletionCallback = OnChildCompletedAsync });
    }

    private async ValueTask OnChildCompletedAsync(ActivityCompletedContext context)
    {
        var flowchart = context.TargetContext;
        var child = context.ChildContext;
        if (child.Activity is ITerminalNode || flowchart.GetIsBreaking())
        {
            await flowchart.CompleteActivityAsync();
            return;
        }

        var outcomes = context.Result as Outcomes ?? Outcomes.Default;
        var flow = new FlowProgress(flowchart, OnChildCompletedAsync);
        await flow.AdvanceAsync(child.Activity, child.Id, outcomes);
        await flow.CompleteIfIdleAsync();
    }

    // A branch that was cancelled from within, say by a join, goes nowhere any more.
    private async ValueTask OnDescendantCanceledAsync(CancelSignal signal, SignalContext context)
    {
        var flowchart = context.ReceiverActivityExecutionContext;
        var child = context.SenderActivityExecutionContext;
        if (flowchart.Status != ActivityStatus.Running || !ReferenceEquals(child.ParentActivityExecutionContext, flowchart))
            return;
        if (flowchart.WorkflowExecutionContext.Status == WorkflowStatus.Finished || flowchart.IsCancelingChildren)
            return;

        await GiveUpAsync(flowchart, child.Activity, child.Id);
        await new FlowProgress(flowchart, OnChildCompletedAsync).CompleteIfIdleAsync();
    }

    // An activity that is not executed to its end leads nowhere.
    internal ValueTask GiveUpAsync(ActivityExecutionContext flowchart, IActivity activity, string executionId) =>
        new FlowProgress(flowchart, OnChildCompletedAsync).AdvanceAsync(activity, executionId, Outcomes.Empty);
}
