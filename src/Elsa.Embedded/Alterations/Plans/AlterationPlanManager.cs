using Elsa.Alterations.Core.Contracts;
using Elsa.Alterations.Core.Entities;
using Elsa.Alterations.Core.Enums;
using Elsa.Alterations.Core.Filters;
using Elsa.Alterations.Core.Notifications;
using Elsa.Common;
using Elsa.Mediator.Contracts;

namespace Elsa.Alterations.Plans;

/// <summary>Knows where plans stand.</summary>
internal sealed class AlterationPlanManager(IAlterationPlanStore plans, IAlterationJobStore jobs, ISystemClock clock, INotificationSender notifications) : IAlterationPlanManager
{
    private static readonly AlterationJobStatus[] Open = [AlterationJobStatus.Pending, AlterationJobStatus.Running];

    public Task<AlterationPlan?> GetPlanAsync(string planId, CancellationToken cancellationToken = default) => plans.FindAsync(new AlterationPlanFilter { Id = planId }, cancellationToken);

    public async Task<bool> GetIsAllJobsCompletedAsync(string planId, CancellationToken cancellationToken = default) =>
        await jobs.CountAsync(new AlterationJobFilter { PlanId = planId, Statuses = Open }, cancellationToken) == 0;

    public async Task CompletePlanAsync(AlterationPlan plan, CancellationToken cancellationToken = default)
    {
        if (plan.Status is AlterationPlanStatus.Completed or AlterationPlanStatus.Failed)
            return;
        (plan.Status, plan.CompletedAt) = (AlterationPlanStatus.Completed, clock.UtcNow);
        await plans.SaveAsync(plan, cancellationToken);
        await notifications.SendAsync(new AlterationPlanCompleted(plan), cancellationToken);
    }
}
