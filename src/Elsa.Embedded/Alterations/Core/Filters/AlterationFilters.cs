using Elsa.Alterations.Core.Entities;
using Elsa.Alterations.Core.Enums;

namespace Elsa.Alterations.Core.Filters;

/// <summary>Which plans are meant; what is not set does not matter.</summary>
public class AlterationPlanFilter
{
    /// <summary>The plan.</summary>
    public string? Id { get; set; }

    /// <summary>The plans of a query that are meant.</summary>
    public IQueryable<AlterationPlan> Apply(IQueryable<AlterationPlan> query) => Id is null ? query : query.Where(x => x.Id == Id);
}

/// <summary>Which jobs are meant; what is not set does not matter.</summary>
public class AlterationJobFilter
{
    /// <summary>The job.</summary>
    public string? Id { get; set; }

    /// <summary>The plan.</summary>
    public string? PlanId { get; set; }

    /// <summary>Where they stand.</summary>
    public AlterationJobStatus? Status { get; set; }

    /// <summary>Where they may stand.</summary>
    public ICollection<AlterationJobStatus>? Statuses { get; set; }

    /// <summary>The jobs of a query that are meant.</summary>
    public IQueryable<AlterationJob> Apply(IQueryable<AlterationJob> query)
    {
        if (Id is not null)
            query = query.Where(x => x.Id == Id);
        if (PlanId is not null)
            query = query.Where(x => x.PlanId == PlanId);
        if (Status is not null)
            query = query.Where(x => x.Status == Status);
        return Statuses is null ? query : query.Where(x => Statuses.Contains(x.Status));
    }
}
