using Elsa.Workflows.Activities;
using Elsa.Workflows.Models;
using Elsa.Workflows.Options;

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

    /// <summary>Runs a workflow; a cancelled token ends the instance as cancelled and is no exception.</summary>
    Task<RunWorkflowResult> RunAsync(Workflow workflow, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Runs a workflow that is indexed already.</summary>
    Task<RunWorkflowResult> RunAsync(WorkflowGraph workflowGraph, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Goes on with a run that is in memory.</summary>
    Task<RunWorkflowResult> RunAsync(WorkflowExecutionContext workflowExecutionContext);
}
