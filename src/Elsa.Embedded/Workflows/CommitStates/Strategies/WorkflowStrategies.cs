using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Elsa.Workflows.CommitStates.Strategies;

/// <summary>Stores the state when a burst begins.</summary>
[DisplayName("Commit Before Workflow Execution")]
[Description("Commit the workflow state when the workflow is executing.")]
public class WorkflowExecutingWorkflowStrategy : IWorkflowCommitStrategy
{
    /// <inheritdoc />
    public CommitAction ShouldCommit(WorkflowCommitStateStrategyContext context) => context.LifetimeEvent == WorkflowLifetimeEvent.WorkflowExecuting ? CommitAction.Commit : CommitAction.Default;
}

/// <summary>Stores the state when a burst is over, as without any strategy.</summary>
[DisplayName("Commit After Workflow Execution")]
[Description("Commit the workflow state when the workflow has been executed.")]
public class WorkflowExecutedWorkflowStrategy : IWorkflowCommitStrategy
{
    /// <inheritdoc />
    public CommitAction ShouldCommit(WorkflowCommitStateStrategyContext context) => context.LifetimeEvent == WorkflowLifetimeEvent.WorkflowExecuted ? CommitAction.Commit : CommitAction.Default;
}

/// <summary>Stores the state before each activity.</summary>
[DisplayName("Commit Before Activity Execution")]
[Description("Determines whether a workflow state should be committed if the current activity is executing.")]
public class ActivityExecutingWorkflowStrategy : IWorkflowCommitStrategy
{
    /// <inheritdoc />
    public CommitAction ShouldCommit(WorkflowCommitStateStrategyContext context) => context.LifetimeEvent == WorkflowLifetimeEvent.ActivityExecuting ? CommitAction.Commit : CommitAction.Default;
}

/// <summary>Stores the state after each activity: none that is complete runs again after a crash. For workflows whose activities change the world.</summary>
[DisplayName("Commit After Activity Execution")]
[Description("Determines whether a workflow state should be committed if the current activity has executed.")]
public class ActivityExecutedWorkflowStrategy : IWorkflowCommitStrategy
{
    /// <inheritdoc />
    public CommitAction ShouldCommit(WorkflowCommitStateStrategyContext context) => context.LifetimeEvent == WorkflowLifetimeEvent.ActivityExecuted ? CommitAction.Commit : CommitAction.Default;
}

/// <summary>Stores the state between activities, but not more often than so.</summary>
[DisplayName("Commit Periodically")]
[Description("Determines whether a workflow state should be committed based on a specified time interval.")]
public class PeriodicWorkflowStrategy : IWorkflowCommitStrategy
{
    private readonly ConditionalWeakTable<WorkflowExecutionContext, StrongBox<DateTimeOffset>> _last = [];

    /// <summary>Creates the strategy.</summary>
    public PeriodicWorkflowStrategy(TimeSpan interval) => Interval = interval;

    /// <summary>The shortest time between two commits.</summary>
    public TimeSpan Interval { get; }

    /// <inheritdoc />
    public CommitAction ShouldCommit(WorkflowCommitStateStrategyContext context)
    {
        var run = context.WorkflowExecutionContext;
        var now = run.SystemClock.UtcNow;
        var last = _last.GetValue(run, _ => new StrongBox<DateTimeOffset>(now));
        if (now - last.Value < Interval)
            return CommitAction.Default;
        last.Value = now;
        return CommitAction.Commit;
    }
}
