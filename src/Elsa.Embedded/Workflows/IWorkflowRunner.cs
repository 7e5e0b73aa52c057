using Elsa.Workflows.Activities;
using Elsa.Workflows.Models;
using Elsa.Workflows.Options;
using Elsa.Workflows.State;

namespace Elsa.Workflows;

/// <summary>Runs workflows until they are done or wait.</summary>
public interface IWorkflowRunner
{
    /// <summary>Runs an activity as a workflow of its own.</summary>
    Task<RunWorkflowResult> RunAsync(IActivity activity, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Runs a workflow that is written in code.</summary>
    Task<RunWorkflowResult> RunAsync(IWorkflow workflow, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Runs a workflow that is written in code.</summary>
    Task<RunWorkflowResult> RunAsync<T>(RunWorkflowOptions? options = null, CancellationToken cancellationToken = default) where T : IWorkflow, new();

    /// <summary>Runs a workflow that is written in code, and returns its result; that of one that waits is what it has so far.</summary>
    Task<RunWorkflowResult<TResult?>> RunAsync<TResult>(WorkflowBase<TResult?> workflow, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Runs a workflow that is written in code, and returns its result; that of one that waits is what it has so far.</summary>
    Task<TResult?> RunAsync<T, TResult>(RunWorkflowOptions? options = null, CancellationToken cancellationToken = default) where T : WorkflowBase<TResult>, new();

    /// <summary>Runs a workflow; a cancelled token ends the instance as cancelled and is no exception.</summary>
    Task<RunWorkflowResult> RunAsync(Workflow workflow, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Runs a workflow that is indexed already.</summary>
    Task<RunWorkflowResult> RunAsync(WorkflowGraph workflowGraph, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Goes on with a stored instance: from the bookmark or the activity that the options name, else with what was due.</summary>
    Task<RunWorkflowResult> RunAsync(Workflow workflow, WorkflowState workflowState, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Goes on with a stored instance: from the bookmark or the activity that the options name, else with what was due.</summary>
    Task<RunWorkflowResult> RunAsync(WorkflowGraph workflowGraph, WorkflowState workflowState, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Goes on with a run that is in memory; one that is done stays as it is.</summary>
    Task<RunWorkflowResult> RunAsync(WorkflowExecutionContext workflowExecutionContext);
}
