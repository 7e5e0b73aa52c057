using Elsa.Alterations.Core.Contracts;
using Elsa.Alterations.Core.Entities;
using Elsa.Alterations.Core.Filters;
using Elsa.Alterations.Core.Models;
using Elsa.Alterations.Core.Notifications;
using Elsa.Common;
using Elsa.Mediator.Contracts;
using Elsa.Workflows;
using Elsa.Workflows.Runtime.Dispatch;

namespace Elsa.Alterations.Plans;

/// <summary>Stores plans and dispatches them: an accepted plan is in the dispatch queue.</summary>
internal sealed class AlterationPlanScheduler(
    IAlterationPlanStore plans,
    DispatchFactory dispatches,
    DispatchWorker worker,
    IIdentityGenerator identities,
    ISystemClock clock,
    INotificationSender notifications) : IAlterationPlanScheduler
{
    public async Task<string> SubmitAsync(AlterationPlanParams planParams, CancellationToken cancellationToken = default)
    {
        if (planParams.Alterations.Count == 0)
            throw new ArgumentException("The plan has no alterations: there is nothing to do.", nameof(planParams));
        var id = string.IsNullOrEmpty(planParams.Id) ? identities.GenerateId() : planParams.Id;
        if (await plans.FindAsync(new AlterationPlanFilter { Id = id }, cancellationToken) is not null)
            return id;
        var plan = new AlterationPlan { Id = id, Alterations = planParams.Alterations, WorkflowInstanceFilter = planParams.Filter, CreatedAt = clock.UtcNow };
        await plans.SaveAsync(plan, cancellationToken);
        await worker.EnqueueAsync([dispatches.Alteration(new AlterationMessage { Step = AlterationStep.Generate, PlanId = id })], claim: null, CancellationToken.None);
        await notifications.SendAsync(new AlterationPlanSubmitted(plan), cancellationToken);
        return id;
    }
}
