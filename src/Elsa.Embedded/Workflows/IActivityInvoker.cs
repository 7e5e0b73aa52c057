using Elsa.Workflows.Options;

namespace Elsa.Workflows;

/// <summary>Executes activities.</summary>
public interface IActivityInvoker
{
    /// <summary>Creates an execution, or goes on with one, and executes it.</summary>
    Task<ActivityExecutionContext> InvokeAsync(WorkflowExecutionContext workflowExecutionContext, IActivity activity, ActivityInvocationOptions? options = null);

    /// <summary>Executes.</summary>
    Task InvokeAsync(ActivityExecutionContext activityExecutionContext);
}
