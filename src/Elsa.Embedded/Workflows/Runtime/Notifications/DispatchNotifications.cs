using Elsa.Mediator.Contracts;
using Elsa.Workflows.Runtime.Requests;
using Elsa.Workflows.Runtime.Responses;

namespace Elsa.Workflows.Runtime.Notifications;

/// <summary>A new instance is about to be dispatched.</summary>
/// <param name="Request">The request.</param>
public record WorkflowDefinitionDispatching(DispatchWorkflowDefinitionRequest Request) : INotification;

/// <summary>A new instance was dispatched.</summary>
/// <param name="Request">The request.</param>
/// <param name="Response">The response.</param>
public record WorkflowDefinitionDispatched(DispatchWorkflowDefinitionRequest Request, DispatchWorkflowResponse Response) : INotification;

/// <summary>A burst is about to be dispatched.</summary>
/// <param name="Request">The request.</param>
public record WorkflowInstanceDispatching(DispatchWorkflowInstanceRequest Request) : INotification;

/// <summary>A burst was dispatched.</summary>
/// <param name="Request">The request.</param>
/// <param name="Response">The response.</param>
public record WorkflowInstanceDispatched(DispatchWorkflowInstanceRequest Request, DispatchWorkflowResponse Response) : INotification;

/// <summary>Someone has to do a task and to report its completion.</summary>
/// <param name="ActivityExecutionContext">The execution that waits.</param>
/// <param name="TaskId">The task.</param>
/// <param name="TaskName">The name of the task.</param>
/// <param name="TaskPayload">What belongs to the task.</param>
public record RunTaskRequest(ActivityExecutionContext ActivityExecutionContext, string TaskId, string TaskName, IDictionary<string, object>? TaskPayload) : INotification;
