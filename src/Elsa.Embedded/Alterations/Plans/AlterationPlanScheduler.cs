using Elsa.Alterations.Core.Contracts;
using Elsa.Alterations.Core.Entities;
using Elsa.Alterations.Core.Enums;
using Elsa.Alterations.Core.Filters;
using Elsa.Alterations.Core.Models;
using Elsa.Alterations.Core.Notifications;
using Elsa.Common;
using Elsa.Mediator.Contracts;
using Elsa.Persistence.EFCore.Storage;
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
        if (await plans.FindAsync(new AlterationPlanFilter { Id = id }, cancellationToken) is { } known)
        {
            // Whoever took it may have died before it was in the queue.
            if (known.Status == AlterationPlanStatus.Pending)
                await DispatchAsync(id);
            return id;
        }

        var plan = new AlterationPlan { Id = id, Alterations = planParams.Alterations, WorkflowInstanceFilter = planParams.Filter, CreatedAt = clock.UtcNow };
        await plans.SaveAsync(plan, cancellationToken);
        await DispatchAsync(id);
        await notifications.SendAsync(new AlterationPlanSubmitted(plan), cancellationToken);
        return id;
    }

    private async Task DispatchAsync(string planId)
    {
        try
        {
            await worker.EnqueueAsync([dispatches.Generate(planId)], claim: null, CancellationToken.None);
        }
        catch (Exception e) when (e is ArgumentException || ElsaStorage.IsUniqueViolation(e))
        {
            // It is in the queue already, in memory or in the database.
        }
    }
}
