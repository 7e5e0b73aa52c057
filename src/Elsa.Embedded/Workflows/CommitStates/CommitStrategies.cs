namespace Elsa.Workflows.CommitStates;

/// <summary>What a strategy wants.</summary>
public enum CommitAction
{
    /// <summary>Whatever the next one wants.</summary>
    Default,

    /// <summary>The state is stored.</summary>
    Commit,

    /// <summary>The state is not stored.</summary>
    Skip,
}

/// <summary>Moments in the life of a burst.</summary>
public enum WorkflowLifetimeEvent
{
    /// <summary>The burst begins.</summary>
    WorkflowExecuting,

    /// <summary>An activity is about to be executed.</summary>
    ActivityExecuting,

    /// <summary>An activity was executed.</summary>
    ActivityExecuted,

    /// <summary>The burst is over.</summary>
    WorkflowExecuted,
}

/// <summary>Moments in the life of an activity.</summary>
public enum ActivityLifetimeEvent
{
    /// <summary>It is about to be executed.</summary>
    ActivityExecuting,

    /// <summary>It was executed.</summary>
    ActivityExecuted,
}

/// <summary>What a strategy of workflows is asked about.</summary>
/// <param name="WorkflowExecutionContext">The run.</param>
/// <param name="LifetimeEvent">The moment.</param>
public record WorkflowCommitStateStrategyContext(WorkflowExecutionContext WorkflowExecutionContext, WorkflowLifetimeEvent LifetimeEvent);

/// <summary>What a strategy of activities is asked about.</summary>
/// <param name="ActivityExecutionContext">The execution.</param>
/// <param name="LifetimeEvent">The moment.</param>
public record ActivityCommitStateStrategyContext(ActivityExecutionContext ActivityExecutionContext, ActivityLifetimeEvent LifetimeEvent);

/// <summary>Says when the state of an instance is stored.</summary>
public interface IWorkflowCommitStrategy
{
    /// <summary>Whether it is stored now.</summary>
    CommitAction ShouldCommit(WorkflowCommitStateStrategyContext context);
}

/// <summary>Says for an activity when the state of the instance is stored.</summary>
public interface IActivityCommitStrategy
{
    /// <summary>Whether it is stored now.</summary>
    CommitAction ShouldCommit(ActivityCommitStateStrategyContext context);
}

/// <summary>What people and definitions call a strategy.</summary>
public class CommitStrategyMetadata
{
    /// <summary>The name in definitions.</summary>
    public string Name { get; set; } = default!;

    /// <summary>The name that people see.</summary>
    public string DisplayName { get; set; } = default!;

    /// <summary>What it does.</summary>
    public string Description { get; set; } = default!;
}

/// <summary>A thing and what it is called.</summary>
public class ObjectRegistration<T, TMeta>
{
    /// <summary>The thing.</summary>
    public T? Strategy { get; set; }

    /// <summary>What it is called.</summary>
    public TMeta? Metadata { get; set; }
}

/// <summary>A strategy of workflows and what it is called.</summary>
public class WorkflowCommitStrategyRegistration : ObjectRegistration<IWorkflowCommitStrategy, CommitStrategyMetadata>
{
    /// <summary>Creates an empty registration.</summary>
    public WorkflowCommitStrategyRegistration()
    {
    }

    /// <summary>Creates a registration.</summary>
    public WorkflowCommitStrategyRegistration(IWorkflowCommitStrategy strategy, CommitStrategyMetadata metadata) => (Strategy, Metadata) = (strategy, metadata);
}

/// <summary>A strategy of activities and what it is called.</summary>
public class ActivityCommitStrategyRegistration : ObjectRegistration<IActivityCommitStrategy, CommitStrategyMetadata>
{
    /// <summary>Creates an empty registration.</summary>
    public ActivityCommitStrategyRegistration()
    {
    }

    /// <summary>Creates a registration.</summary>
    public ActivityCommitStrategyRegistration(IActivityCommitStrategy strategy, CommitStrategyMetadata metadata) => (Strategy, Metadata) = (strategy, metadata);
}
