using System.ComponentModel;

namespace Elsa.Workflows.CommitStates.Strategies;

/// <summary>Stores the state before the activity and after it.</summary>
[DisplayName("Commit Before And After")]
[Description("Always commit the workflow state when the activity is about to execute or has executed.")]
public class CommitAlwaysActivityStrategy : IActivityCommitStrategy
{
    /// <inheritdoc />
    public CommitAction ShouldCommit(ActivityCommitStateStrategyContext context) => CommitAction.Commit;
}

/// <summary>Stores the state neither before the activity nor after it, whatever the workflow wants.</summary>
[DisplayName("Commit Later")]
[Description("Workflow state will not be commited before or after the activity executes.")]
public class CommitNeverActivityStrategy : IActivityCommitStrategy
{
    /// <inheritdoc />
    public CommitAction ShouldCommit(ActivityCommitStateStrategyContext context) => CommitAction.Skip;
}

/// <summary>Stores the state before the activity.</summary>
[DisplayName("Commit Before")]
[Description("Commit the workflow state when the activity is executing.")]
public class ExecutingActivityStrategy : IActivityCommitStrategy
{
    /// <inheritdoc />
    public CommitAction ShouldCommit(ActivityCommitStateStrategyContext context) => context.LifetimeEvent == ActivityLifetimeEvent.ActivityExecuting ? CommitAction.Commit : CommitAction.Default;
}

/// <summary>Stores the state after the activity.</summary>
[DisplayName("Commit After")]
[Description("Commit the workflow state after the activity has executed.")]
public class ExecutedActivityStrategy : IActivityCommitStrategy
{
    /// <inheritdoc />
    public CommitAction ShouldCommit(ActivityCommitStateStrategyContext context) => context.LifetimeEvent == ActivityLifetimeEvent.ActivityExecuted ? CommitAction.Commit : CommitAction.Default;
}
