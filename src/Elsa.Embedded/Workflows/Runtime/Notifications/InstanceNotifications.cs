using Elsa.Mediator.Contracts;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.State;

namespace Elsa.Workflows.Runtime.Notifications;

/// <summary>The state of an instance is stored.</summary>
/// <param name="WorkflowExecutionContext">The run.</param>
/// <param name="WorkflowState">The state.</param>
/// <param name="WorkflowInstance">The instance.</param>
public record WorkflowStateCommitted(WorkflowExecutionContext WorkflowExecutionContext, WorkflowState WorkflowState, WorkflowInstance WorkflowInstance) : INotification;

/// <summary>The journal of an instance grew.</summary>
/// <param name="WorkflowExecutionContext">The run.</param>
public record WorkflowExecutionLogUpdated(WorkflowExecutionContext WorkflowExecutionContext) : INotification;

/// <summary>Records of executions were stored.</summary>
/// <param name="WorkflowExecutionContext">The run.</param>
/// <param name="Records">The records.</param>
public record ActivityExecutionLogUpdated(WorkflowExecutionContext WorkflowExecutionContext, ICollection<ActivityExecutionRecord> Records) : INotification;

/// <summary>An instance is about to be cancelled.</summary>
/// <param name="WorkflowInstanceId">The instance.</param>
public record WorkflowCancelling(string WorkflowInstanceId) : INotification;

/// <summary>An instance was cancelled.</summary>
/// <param name="WorkflowInstanceId">The instance.</param>
public record WorkflowCancelled(string WorkflowInstanceId) : INotification;
