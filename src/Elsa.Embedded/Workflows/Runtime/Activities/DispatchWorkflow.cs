using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Elsa.Extensions;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Bursts;
using Elsa.Workflows.Runtime.Dispatch;
using Elsa.Workflows.Runtime.Stimuli;
using Elsa.Workflows.Runtime.UIHints;

namespace Elsa.Workflows.Runtime.Activities;

/// <summary>Has another workflow run in the background, and waits for it if asked to. The dispatch is stored with the instance itself: both happen, or neither.</summary>
[Activity("Elsa", "Composition", "Create a new workflow instance of the specified workflow and dispatch it for execution.")]
public class DispatchWorkflow : Activity<object>
{
    /// <summary>Creates the activity.</summary>
    public DispatchWorkflow([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>The definition.</summary>
    [Input(UIHint = "workflow-definition-picker", DisplayName = "Workflow Definition", Description = "The definition ID of the workflow to dispatch.")]
    [Required]
    public Input<string> WorkflowDefinitionId { get; set; } = default!;

    /// <summary>What ties the new instance to the business.</summary>
    [Input(DisplayName = "Correlation ID", Description = "The correlation ID to associate the workflow with.")]
    public Input<string?> CorrelationId { get; set; } = default!;

    /// <summary>The values of the inputs.</summary>
    [Input(Description = "The input to send to the workflow.")]
    public Input<IDictionary<string, object>?> Input { get; set; } = default!;

    /// <summary>Whether to wait for its end.</summary>
    [Input(Description = "Wait for the child workflow to complete before completing this activity.")]
    public Input<bool> WaitForCompletion { get; set; } = default!;

    /// <summary>Has no meaning here.</summary>
    [Input(Description = "Start a new trace context when using Open Telemetry.", Category = "Open Telemetry")]
    public Input<bool> StartNewTrace { get; set; } = default!;

    /// <summary>The channel.</summary>
    [Input(UIHint = "dropdown", DisplayName = "Channel", Description = "The channel to dispatch the workflow to.", UIHandler = typeof(DispatcherChannelOptionsProvider))]
    public Input<string?> ChannelName { get; set; } = default!;

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var workflow = await ChildWorkflows.FindAsync(context, context.Get(WorkflowDefinitionId));
        var isWaitedFor = context.Get(WaitForCompletion);
        var childId = context.WorkflowExecutionContext.IdentityGenerator.GenerateId();
        var start = ChildWorkflows.Start(context, workflow, context.Get(Input), context.Get(CorrelationId), isWaitedFor);
        Outbox.Add(context, dispatches => dispatches.Start(childId, start, isClaimOpen: true));
        if (isWaitedFor)
            context.CreateBookmark(new CreateBookmarkArgs { Stimulus = new DispatchWorkflowStimulus(childId), Callback = ChildEndedAsync });
        else
            await context.CompleteActivityAsync();
    }

    private async ValueTask ChildEndedAsync(ActivityExecutionContext context)
    {
        context.SetResult(ChildEnd.Read(context).Output);
        await context.CompleteActivityAsync();
    }
}
