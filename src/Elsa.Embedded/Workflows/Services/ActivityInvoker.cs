using Elsa.Workflows.Options;

namespace Elsa.Workflows.Services;

/// <summary>Sends executions through the pipeline.</summary>
internal sealed class ActivityInvoker(IActivityExecutionPipeline pipeline) : IActivityInvoker
{
    public async Task<ActivityExecutionContext> InvokeAsync(WorkflowExecutionContext workflowExecutionContext, IActivity activity, ActivityInvocationOptions? options = null)
    {
        var context = options?.ExistingActivityExecutionContext;
        if (context is null)
        {
            context = await workflowExecutionContext.CreateActivityExecutionContextAsync(activity, options);
            workflowExecutionContext.AddActivityExecutionContext(context);
        }

        await InvokeAsync(context);
        return context;
    }

    public Task InvokeAsync(ActivityExecutionContext activityExecutionContext) => pipeline.ExecuteAsync(activityExecutionContext);
}
