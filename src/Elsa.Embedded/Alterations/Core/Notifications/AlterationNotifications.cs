using Elsa.Alterations.Core.Entities;
using Elsa.Mediator.Contracts;

namespace Elsa.Alterations.Core.Notifications;

/// <summary>A plan was submitted.</summary>
/// <param name="Plan">The plan.</param>
public record AlterationPlanSubmitted(AlterationPlan Plan) : INotification;

/// <summary>All jobs of a plan have ended. After a crash it may be told once more.</summary>
/// <param name="Plan">The plan.</param>
public record AlterationPlanCompleted(AlterationPlan Plan) : INotification;

/// <summary>A job has ended. After a crash it may be told once more.</summary>
/// <param name="Job">The job.</param>
/// <param name="WorkflowContainsScheduledWork">Whether somebody has to dispatch the instance. Here nobody has: what is due was dispatched with the changes.</param>
public record AlterationJobCompleted(AlterationJob Job, bool WorkflowContainsScheduledWork) : INotification;
