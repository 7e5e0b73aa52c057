using Elsa.Workflows.Runtime.Entities;

namespace Elsa.Workflows.Runtime.Filters;

/// <summary>Which triggers; what is not set does not matter.</summary>
public class TriggerFilter
{
    /// <summary>The trigger.</summary>
    public string? Id { get; set; }

    /// <summary>One of these triggers.</summary>
    public ICollection<string>? Ids { get; set; }

    /// <summary>The definition.</summary>
    public string? WorkflowDefinitionId { get; set; }

    /// <summary>One of these definitions.</summary>
    public ICollection<string>? WorkflowDefinitionIds { get; set; }

    /// <summary>The version of a definition.</summary>
    public string? WorkflowDefinitionVersionId { get; set; }

    /// <summary>One of these versions.</summary>
    public ICollection<string>? WorkflowDefinitionVersionIds { get; set; }

    /// <summary>The kind of event.</summary>
    public string? Name { get; set; }

    /// <summary>One of these kinds.</summary>
    public ICollection<string>? Names { get; set; }

    /// <summary>The fingerprint.</summary>
    public string? Hash { get; set; }

    /// <summary>Has no meaning with a single tenant.</summary>
    public bool TenantAgnostic { get; set; }

    /// <summary>Triggers of any of these kinds.</summary>
    public static TriggerFilter ByNames(IEnumerable<string> names) => new() { Names = names.ToList() };

    /// <summary>Narrows a query.</summary>
    public IQueryable<StoredTrigger> Apply(IQueryable<StoredTrigger> queryable)
    {
        if (Id is not null) queryable = queryable.Where(x => x.Id == Id);
        if (Ids is not null) queryable = queryable.Where(x => Ids.Contains(x.Id));
        if (WorkflowDefinitionId is not null) queryable = queryable.Where(x => x.WorkflowDefinitionId == WorkflowDefinitionId);
        if (WorkflowDefinitionIds is not null) queryable = queryable.Where(x => WorkflowDefinitionIds.Contains(x.WorkflowDefinitionId));
        if (WorkflowDefinitionVersionId is not null) queryable = queryable.Where(x => x.WorkflowDefinitionVersionId == WorkflowDefinitionVersionId);
        if (WorkflowDefinitionVersionIds is not null) queryable = queryable.Where(x => WorkflowDefinitionVersionIds.Contains(x.WorkflowDefinitionVersionId));
        if (Name is not null) queryable = queryable.Where(x => x.Name == Name);
        if (Names is not null) queryable = queryable.Where(x => Names.Contains(x.Name!));
        if (Hash is not null) queryable = queryable.Where(x => x.Hash == Hash);
        return queryable;
    }
}
