using Elsa.Common.Models;
using Elsa.Extensions;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Management.Filters;

/// <summary>Which versions of definitions are meant; what is not set does not matter.</summary>
public class WorkflowDefinitionFilter
{
    /// <summary>The identity of the version.</summary>
    public string? Id { get; set; }

    /// <summary>The identities of versions.</summary>
    public ICollection<string>? Ids { get; set; }

    /// <summary>The definition.</summary>
    public string? DefinitionId { get; set; }

    /// <summary>The definitions.</summary>
    public ICollection<string>? DefinitionIds { get; set; }

    /// <summary>A version, or a definition and which of its versions.</summary>
    public WorkflowDefinitionHandle? DefinitionHandle { get; set; }

    /// <summary>Which versions.</summary>
    public VersionOptions? VersionOptions { get; set; }

    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>The names.</summary>
    public ICollection<string>? Names { get; set; }

    /// <summary>A part of the name, the description or an identity, in any case of letters.</summary>
    public string? SearchTerm { get; set; }

    /// <summary>What turns it into a workflow.</summary>
    public string? MaterializerName { get; set; }

    /// <summary>Whether other workflows may use it as an activity.</summary>
    public bool? UsableAsActivity { get; set; }

    /// <summary>Whether it belongs to the engine itself.</summary>
    public bool? IsSystem { get; set; }

    /// <summary>Whether operators may not change it.</summary>
    public bool? IsReadonly { get; set; }

    /// <summary>Whether the tenant does not matter; the engine has one.</summary>
    public bool TenantAgnostic { get; set; }

    /// <summary>Applies the filter to a query.</summary>
    public IQueryable<WorkflowDefinition> Apply(IQueryable<WorkflowDefinition> queryable)
    {
        var query = ApplyIdentity(queryable);
        if (Name is not null)
            query = query.Where(x => x.Name == Name);
        if (Names is not null)
            query = query.Where(x => Names.Contains(x.Name!));
        if (MaterializerName is not null)
            query = query.Where(x => x.MaterializerName == MaterializerName);
        if (UsableAsActivity is not null)
            query = query.Where(x => x.Options.UsableAsActivity == UsableAsActivity);
        if (IsSystem is not null)
            query = query.Where(x => x.IsSystem == IsSystem);
        if (IsReadonly is not null)
            query = query.Where(x => x.IsReadonly == IsReadonly);
        return string.IsNullOrWhiteSpace(SearchTerm) ? query : ApplySearch(query, SearchTerm.Trim().ToLowerInvariant());
    }

    private IQueryable<WorkflowDefinition> ApplyIdentity(IQueryable<WorkflowDefinition> query)
    {
        var id = Id ?? DefinitionHandle?.DefinitionVersionId;
        var definitionId = DefinitionId ?? DefinitionHandle?.DefinitionId;
        if (id is not null)
            query = query.Where(x => x.Id == id);
        if (Ids is not null)
            query = query.Where(x => Ids.Contains(x.Id));
        if (definitionId is not null)
            query = query.Where(x => x.DefinitionId == definitionId);
        if (DefinitionIds is not null)
            query = query.Where(x => DefinitionIds.Contains(x.DefinitionId));
        return (VersionOptions ?? DefinitionHandle?.VersionOptions) is { } versions ? query.WithVersion(versions) : query;
    }

    // The database lowers letters by its own rules; a culture cannot be named to it.
#pragma warning disable CA1304, CA1311, CA1862, MA0011
    private static IQueryable<WorkflowDefinition> ApplySearch(IQueryable<WorkflowDefinition> query, string term) => query.Where(x =>
        (x.Name != null && x.Name.ToLower().Contains(term)) || (x.Description != null && x.Description.ToLower().Contains(term)) || x.Id.Contains(term) || x.DefinitionId.ToLower().Contains(term));
#pragma warning restore CA1304, CA1311, CA1862, MA0011
}
