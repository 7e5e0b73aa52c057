using Elsa.Mediator.Contracts;
using Elsa.Workflows.Management.Entities;

namespace Elsa.Workflows.Management.Notifications;

/// <summary>An instance was stored.</summary>
/// <param name="WorkflowInstance">The instance.</param>
public record WorkflowInstanceSaved(WorkflowInstance WorkflowInstance) : INotification;

/// <summary>Instances were deleted, with everything that belongs to them.</summary>
/// <param name="Ids">Their identities.</param>
public record WorkflowInstancesDeleted(ICollection<string> Ids) : INotification;

/// <summary>Instances are about to be deleted.</summary>
/// <param name="Ids">Their identities.</param>
public record WorkflowInstancesDeleting(ICollection<string> Ids) : INotification;
