using Elsa.Workflows.Runtime;

namespace Elsa.Workflows.Api.RealTime.Messages;

/// <summary>An activity is about to execute.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="Stats">What its executions add up to.</param>
public record ActivityExecutingMessage(string ActivityId, ActivityExecutionStats Stats);

/// <summary>An activity has executed.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="Stats">What its executions add up to.</param>
public record ActivityExecutedMessage(string ActivityId, ActivityExecutionStats Stats);

/// <summary>Activities were executed.</summary>
/// <param name="Stats">What the executions of those that changed add up to.</param>
public record ActivityExecutionLogUpdatedMessage(ICollection<ActivityExecutionStats> Stats);

/// <summary>The journal has new entries.</summary>
public record WorkflowExecutionLogUpdatedMessage;

/// <summary>The instance was stored.</summary>
/// <param name="WorkflowInstanceId">The instance.</param>
public record WorkflowInstanceUpdatedMessage(string WorkflowInstanceId);
