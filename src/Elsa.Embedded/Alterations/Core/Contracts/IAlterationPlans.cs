using Elsa.Alterations.Core.Entities;
using Elsa.Alterations.Core.Filters;
using Elsa.Alterations.Core.Models;

namespace Elsa.Alterations.Core.Contracts;

/// <summary>Takes plans.</summary>
public interface IAlterationPlanScheduler
{
    /// <summary>Stores a plan and returns its identity. What was taken survives a crash: it is done, by this node or another.</summary>
    Task<string> SubmitAsync(AlterationPlanParams planParams, CancellationToken cancellationToken = default);
}

/// <summary>Knows where plans stand.</summary>
public interface IAlterationPlanManager
{
    /// <summary>The plan; null if there is none.</summary>
    Task<AlterationPlan?> GetPlanAsync(string planId, CancellationToken cancellationToken = default);

    /// <summary>Whether all its jobs have ended, well or not.</summary>
    Task<bool> GetIsAllJobsCompletedAsync(string planId, CancellationToken cancellationToken = default);

    /// <summary>Ends the plan, and tells of it.</summary>
    Task CompletePlanAsync(AlterationPlan plan, CancellationToken cancellationToken = default);
}

/// <summary>Keeps plans.</summary>
public interface IAlterationPlanStore
{
    /// <summary>Adds or replaces a plan.</summary>
    Task SaveAsync(AlterationPlan plan, CancellationToken cancellationToken = default);

    /// <summary>The first plan that matches.</summary>
    Task<AlterationPlan?> FindAsync(AlterationPlanFilter filter, CancellationToken cancellationToken = default);

    /// <summary>How many plans match.</summary>
    Task<long> CountAsync(AlterationPlanFilter filter, CancellationToken cancellationToken = default);
}
