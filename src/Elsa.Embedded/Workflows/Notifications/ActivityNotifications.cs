using Elsa.Mediator.Contracts;

namespace Elsa.Workflows.Notifications;

/// <summary>An activity is about to be executed.</summary>
/// <param name="ActivityExecutionContext">The execution.</param>
public record ActivityExecuting(ActivityExecutionContext ActivityExecutionContext) : INotification;

/// <summary>An activity was executed without an exception: it is completed, or it waits.</summary>
/// <param name="ActivityExecutionContext">The execution.</param>
public record ActivityExecuted(ActivityExecutionContext ActivityExecutionContext) : INotification;

/// <summary>An activity is complete.</summary>
/// <param name="ActivityExecutionContext">The execution.</param>
public record ActivityCompleted(ActivityExecutionContext ActivityExecutionContext) : INotification;

/// <summary>An activity was cancelled.</summary>
/// <param name="ActivityExecutionContext">The execution.</param>
public record ActivityCancelled(ActivityExecutionContext ActivityExecutionContext) : INotification;
