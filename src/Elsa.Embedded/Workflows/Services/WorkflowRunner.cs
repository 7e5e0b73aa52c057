using Elsa.Expressions.Helpers;
using Elsa.Extensions;
using Elsa.Mediator.Contracts;
using Elsa.Workflows.Activities;
using Elsa.Workflows.CommitStates;
using Elsa.Workflows.Models;
using Elsa.Workflows.Notifications;
using Elsa.Workflows.Options;
using Elsa.Workflows.State;

namespace Elsa.Workflows.Services;

/// <summary>Creates the execution of a workflow and runs it, burst by burst.</summary>
internal sealed class WorkflowRunner(
    IServiceProvider serviceProvider,
    IWorkflowExecutionPipeline pipeline,
    IWorkflowGraphBuilder graphBuilder,
    IWorkflowBuilderFactory builders,
    IWorkflowStateExtractor stateExtractor,
    IVariablePersistenceManager variables,
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

    public async Task<RunWorkflowResult<TResult?>> RunAsync<TResult>(WorkflowBase<TResult?> workflow, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default)
    {
        var result = await RunAsync((IWorkflow)workflow, options, cancellationToken);
        return new RunWorkflowResult<TResult?>(result.WorkflowExecutionContext, result.WorkflowState, result.Workflow, result.Result.ConvertTo<TResult>(), result.Journal);
    }

    public async Task<TResult?> RunAsync<T, TResult>(RunWorkflowOptions? options = null, CancellationToken cancellationToken = default) where T : WorkflowBase<TResult>, new() =>
        (await RunAsync((IWorkflow)new T(), options, cancellationToken)).Result.ConvertTo<TResult>();

    public async Task<RunWorkflowResult> RunAsync(Workflow workflow, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default) =>
        await RunAsync(await graphBuilder.BuildAsync(workflow, cancellationToken), options, cancellationToken);

    public async Task<RunWorkflowResult> RunAsync(WorkflowGraph workflowGraph, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default)
    {
        var context = await WorkflowExecutionContext.CreateAsync(
            serviceProvider,
            workflowGraph,
            options?.WorkflowInstanceId ?? identities.GenerateId(),
            options?.CorrelationId,
            options?.ParentWorkflowInstanceId,
            options?.Input,
            options?.Properties,
            triggerActivityId: options?.TriggerActivityId,
            cancellationToken: cancellationToken);
        context.SetVariables(options?.Variables);
        if (!ScheduleRequested(context, options))
            ScheduleWorkflow(context, options);
        return await RunAsync(context);
    }

    public async Task<RunWorkflowResult> RunAsync(Workflow workflow, WorkflowState workflowState, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default) =>
        await RunAsync(await graphBuilder.BuildAsync(workflow, cancellationToken), workflowState, options, cancellationToken);

    public async Task<RunWorkflowResult> RunAsync(WorkflowGraph workflowGraph, WorkflowState workflowState, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default)
    {
        var context = await WorkflowExecutionContext.CreateAsync(
            serviceProvider,
            workflowGraph,
            workflowState,
            options?.CorrelationId,
            options?.ParentWorkflowInstanceId,
            options?.Input,
            options?.Properties,
            triggerActivityId: options?.TriggerActivityId,
            cancellationToken: cancellationToken);
        context.SetVariables(options?.Variables);
        if (!ScheduleRequested(context, options) && context is { SubStatus: WorkflowSubStatus.Pending, Scheduler.HasAny: false })
            ScheduleWorkflow(context, options);
        return await RunAsync(context);
    }

    // A bookmark that is gone was resumed by someone else: there is nothing to do.
    private static bool ScheduleRequested(WorkflowExecutionContext context, RunWorkflowOptions? options)
    {
        if (options?.BookmarkId is { } bookmarkId)
        {
            if (context.Bookmarks.FirstOrDefault(x => x.Id == bookmarkId) is { } bookmark)
                context.ScheduleBookmark(bookmark, options.Input);
            return true;
        }

        if (options?.ActivityHandle is not { } handle)
            return false;
        if (handle.ActivityInstanceId is not null && context.FindActivityExecutionContexts(handle).FirstOrDefault() is { } execution)
            context.ScheduleActivityExecutionContext(execution, options.Input);
        else
            context.ScheduleActivity(context.FindActivity(handle) ?? throw new InvalidOperationException($"The workflow '{context.Workflow.Identity.DefinitionId}' has no activity {handle}."));
        return true;
    }

    private static void ScheduleWorkflow(WorkflowExecutionContext context, RunWorkflowOptions? options) => context.ScheduleWorkflow(
        schedulingActivityExecutionId: options?.SchedulingActivityExecutionId,
        schedulingWorkflowInstanceId: options?.SchedulingWorkflowInstanceId,
        schedulingCallStackDepth: options?.SchedulingCallStackDepth);

    public async Task<RunWorkflowResult> RunAsync(WorkflowExecutionContext workflowExecutionContext)
    {
        var context = workflowExecutionContext;
        var workflow = context.Workflow;
        if (context.Status == WorkflowStatus.Finished)
            return Result(context, stateExtractor.Extract(context));
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

        await variables.SaveVariablesAsync(context);
        var state = stateExtractor.Extract(context);
        await commitStateHandler.CommitAsync(context, state, CancellationToken.None);
        await notifications.SendAsync(new WorkflowExecuted(workflow, state, context), CancellationToken.None);
        if (context.Status == WorkflowStatus.Finished)
            await notifications.SendAsync(new WorkflowFinished(workflow, state, context), CancellationToken.None);

        return Result(context, state);
    }

    private static RunWorkflowResult Result(WorkflowExecutionContext context, WorkflowState state)
    {
        var journal = new Journal(context.ExecutionLog.ToList(), context.ActivityExecutionContexts.ToList());
        return new RunWorkflowResult(context, state, context.Workflow, Result(context), journal);
    }

    private static object? Result(WorkflowExecutionContext context)
    {
        var variable = context.Workflow.ResultVariable;
        return variable is not null && context.ExpressionExecutionContext.TryGet(variable, out var value) ? value : null;
    }
}
