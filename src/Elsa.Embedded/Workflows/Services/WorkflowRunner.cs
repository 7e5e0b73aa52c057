using Elsa.Extensions;
using Elsa.Mediator.Contracts;
using Elsa.Workflows.Activities;
using Elsa.Workflows.CommitStates;
using Elsa.Workflows.Models;
using Elsa.Workflows.Notifications;
using Elsa.Workflows.Options;

namespace Elsa.Workflows.Services;

/// <summary>Creates the execution of a workflow and runs it, burst by burst.</summary>
internal sealed class WorkflowRunner(
    IServiceProvider serviceProvider,
    IWorkflowExecutionPipeline pipeline,
    IWorkflowGraphBuilder graphBuilder,
    IWorkflowBuilderFactory builders,
    IWorkflowStateExtractor stateExtractor,
    ICommitStateHandler commitStateHandler,
    IIdentityGenerator identities,
    INotificationSender notifications) : IWorkflowRunner
{
    public Task<RunWorkflowResult> RunAsync(IActivity activity, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(Workflow.FromActivity(activity), options, cancellationToken);

    public async Task<RunWorkflowResult> RunAsync(IWorkflow workflow, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default) =>
        await RunAsync(await builders.CreateBuilder().BuildWorkflowAsync(workflow, cancellationToken), options, cancellationToken);

    public Task<RunWorkflowResult> RunAsync<T>(RunWorkflowOptions? options = null, CancellationToken cancellationToken = default) where T : IWorkflow, new() =>
        RunAsync(new T(), options, cancellationToken);

    public async Task<RunWorkflowResult> RunAsync(Workflow workflow, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default) =>
        await RunAsync(await graphBuilder.BuildAsync(workflow, cancellationToken), options, cancellationToken);

    public Task<RunWorkflowResult> RunAsync(WorkflowGraph workflowGraph, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default)
    {
        var context = new WorkflowExecutionContext(serviceProvider, workflowGraph, options?.WorkflowInstanceId ?? identities.GenerateId(), cancellationToken)
        {
            CorrelationId = options?.CorrelationId,
            ParentWorkflowInstanceId = options?.ParentWorkflowInstanceId,
            TriggerActivityId = options?.TriggerActivityId,
        };
        if (options?.Input is not null)
            context.Input = new Dictionary<string, object>(options.Input);
        if (options?.Properties is not null)
            context.Properties = new Dictionary<string, object>(options.Properties);
        context.SetVariables(options?.Variables);
        context.Enqueue(new ActivityWorkItem(
            workflowGraph.Workflow,
            schedulingActivityExecutionId: options?.SchedulingActivityExecutionId,
            schedulingWorkflowInstanceId: options?.SchedulingWorkflowInstanceId,
            schedulingCallStackDepth: options?.SchedulingCallStackDepth));
        return RunAsync(context);
    }

    public async Task<RunWorkflowResult> RunAsync(WorkflowExecutionContext workflowExecutionContext)
    {
        var context = workflowExecutionContext;
        var workflow = context.Workflow;
        if (context.SubStatus == WorkflowSubStatus.Pending)
            await notifications.SendAsync(new WorkflowStarted(workflow, context), CancellationToken.None);
        await notifications.SendAsync(new WorkflowExecuting(workflow, context), CancellationToken.None);

        context.IsExecuting = true;
        try
        {
            await pipeline.ExecuteAsync(context);
        }
        finally
        {
            context.IsExecuting = false;
        }

        var state = stateExtractor.Extract(context);
        await commitStateHandler.CommitAsync(context, state, CancellationToken.None);
        await notifications.SendAsync(new WorkflowExecuted(workflow, state, context), CancellationToken.None);
        if (context.Status == WorkflowStatus.Finished)
            await notifications.SendAsync(new WorkflowFinished(workflow, state, context), CancellationToken.None);

        var journal = new Journal(context.ExecutionLog.ToList(), context.ActivityExecutionContexts.ToList());
        return new RunWorkflowResult(context, state, workflow, Result(context), journal);
    }

    private static object? Result(WorkflowExecutionContext context)
    {
        var variable = context.Workflow.ResultVariable;
        return variable is not null && context.ExpressionExecutionContext.TryGet(variable, out var value) ? value : null;
    }
}
