using Elsa.Extensions;
using Microsoft.Extensions.Options;

namespace Elsa.Workflows.CommitStates;

/// <summary>Asks the strategies in the middle of a burst: first that of the activity, then that of the workflow. The end of a burst is always stored.</summary>
internal sealed class CommitMoments(ICommitStrategyRegistry registry, IOptions<CommitStateOptions> options)
{
    /// <summary>The strategy of a workflow; null if it is stored at the end of a burst only.</summary>
    public IWorkflowCommitStrategy? FindStrategy(WorkflowExecutionContext context)
    {
        var name = context.Workflow.Options.CommitStrategyName;
        if (string.IsNullOrEmpty(name))
            return options.Value.DefaultWorkflowCommitStrategy;
        return registry.FindWorkflowStrategy(name) ?? throw new InvalidOperationException(
            $"The workflow '{context.Workflow.Identity.DefinitionId}' names the commit strategy '{name}', which is not registered here. Known are: {string.Join(", ", registry.ListWorkflowStrategyRegistrations().Select(x => x.Metadata!.Name))}.");
    }

    public static ValueTask BeginAsync(WorkflowExecutionContext context, IWorkflowCommitStrategy? strategy) =>
        strategy?.ShouldCommit(new WorkflowCommitStateStrategyContext(context, WorkflowLifetimeEvent.WorkflowExecuting)) == CommitAction.Commit ? new ValueTask(context.CommitAsync()) : ValueTask.CompletedTask;

    /// <summary>Stores the state before or after an activity, if the strategies want it.</summary>
    public ValueTask PassAsync(WorkflowExecutionContext context, IWorkflowCommitStrategy? strategy, IActivity activity, ActivityExecutionContext? execution, ActivityLifetimeEvent moment)
    {
        var action = FindStrategy(activity) is { } own && execution is not null ? own.ShouldCommit(new ActivityCommitStateStrategyContext(execution, moment)) : CommitAction.Default;
        if (action == CommitAction.Default && strategy is not null)
        {
            var lifetimeEvent = moment == ActivityLifetimeEvent.ActivityExecuting ? WorkflowLifetimeEvent.ActivityExecuting : WorkflowLifetimeEvent.ActivityExecuted;
            action = strategy.ShouldCommit(new WorkflowCommitStateStrategyContext(context, lifetimeEvent));
        }

        return action == CommitAction.Commit ? new ValueTask(context.CommitAsync()) : ValueTask.CompletedTask;
    }

    private IActivityCommitStrategy? FindStrategy(IActivity activity)
    {
        var name = activity.GetCommitStrategy();
        return string.IsNullOrEmpty(name) ? options.Value.DefaultActivityCommitStrategy : registry.FindActivityStrategy(name) ?? throw new InvalidOperationException(
            $"The activity '{activity.Id}' names the commit strategy '{name}', which is not registered here. Known are: {string.Join(", ", registry.ListActivityStrategyRegistrations().Select(x => x.Metadata!.Name))}.");
    }
}
