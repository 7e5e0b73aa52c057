using Elsa.Workflows.Models;

namespace Elsa.Workflows;

/// <summary>
/// Executes one activity of a workflow for somebody who edits it: the instance is never stored, nothing is dispatched, nothing else of the workflow runs. A host whose activities must not be
/// tried puts its own in front.
/// </summary>
public interface IActivityTestRunner
{
    /// <summary>Executes an activity of the workflow; whether it faulted says the context.</summary>
    Task<ActivityExecutionContext> RunAsync(WorkflowGraph workflowGraph, IActivity activity, CancellationToken cancellationToken = default);
}
