namespace Elsa.Workflows.Runtime;

/// <summary>Lets its bearer resume a bookmark.</summary>
/// <param name="BookmarkId">The bookmark.</param>
/// <param name="WorkflowInstanceId">The instance that waits.</param>
public record BookmarkTokenPayload(string BookmarkId, string WorkflowInstanceId);

/// <summary>Lets its bearer trigger an event of an instance.</summary>
/// <param name="EventName">The event.</param>
/// <param name="WorkflowInstanceId">The instance that waits.</param>
public record EventTokenPayload(string EventName, string WorkflowInstanceId);
