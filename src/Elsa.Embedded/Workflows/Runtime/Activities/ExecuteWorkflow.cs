using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Elsa.Extensions;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Bursts;
using Elsa.Workflows.Runtime.Stimuli;

namespace Elsa.Workflows.Runtime.Activities;

/// <summary>
/// Runs another workflow in the burst of this one. A crash in between runs it again, as any interrupted activity: where that matters, dispatch it instead.
/// </summary>
[Activity("Elsa", "Composition", "Create a new workflow instance of the specified workflow and execute it.", Kind = ActivityKind.Task)]
public class ExecuteWorkflow : Activity<ExecuteWorkflowResult>
{
    /// <summary>Creates the activity.</summary>
    public ExecuteWorkflow([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>The definition.</summary>
    [Input(UIHint = "workflow-definition-picker", DisplayName = "Workflow Definition", Description = "The definition ID of the workflow to execute.")]
    [Required]
    public Input<string> WorkflowDefinitionId { get; set; } = default!;

    /// <summary>What ties the new instance to the business.</summary>
    [Input(DisplayName = "Correlation ID", Description = "The correlation ID to associate the workflow with.")]
    public Input<string?> CorrelationId { get; set; } = default!;

    /// <summary>The values of the inputs.</summary>
    [Input(Description = "The input to send to the workflow.")]
    public Input<IDictionary<string, object>?> Input { get; set; } = default!;

    /// <summary>Whether to wait for its end, should it come to wait itself.</summary>
    [Input(Description = "Wait for the child workflow to complete before completing this activity.")]
    public Input<bool> WaitForCompletion { get; set; } = default!;

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var workflow = await ChildWorkflows.FindAsync(context, context.Get(WorkflowDefinitionId));
        var isWaitedFor = context.Get(WaitForCompletion);
        var client = await context.GetRequiredService<IWorkflowRuntime>().CreateClientAsync(context.CancellationToken);
        var response = await client.CreateAndRunInstanceAsync(ChildWorkflows.Start(context, workflow, context.Get(Input), context.Get(CorrelationId), isWaitedFor), context.CancellationToken);
        if (isWaitedFor && response.Status == WorkflowStatus.Running)
        {
            context.CreateBookmark(new CreateBookmarkArgs { Stimulus = new ExecuteWorkflowStimulus(response.WorkflowInstanceId), Callback = ChildEndedAsync });
            return;
        }

        context.SetResult(new ExecuteWorkflowResult
        {
            WorkflowInstanceId = response.WorkflowInstanceId,
            CorrelationId = context.Get(CorrelationId),
            Status = response.Status,
            SubStatus = response.SubStatus,
            Output = response.Output,
        });
        await context.CompleteActivityAsync();
    }

    private async ValueTask ChildEndedAsync(ActivityExecutionContext context)
    {
        context.SetResult(ChildEnd.Read(context));
        await context.CompleteActivityAsync();
    }
}
