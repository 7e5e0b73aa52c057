using Elsa.Common.Models;
using Elsa.Common.Services;
using Elsa.Extensions;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Management.Models;

namespace Elsa.Workflows.Management.Stores;

/// <summary>Keeps definitions in memory.</summary>
internal sealed class MemoryWorkflowDefinitionStore(MemoryStore<WorkflowDefinition> store) : IWorkflowDefinitionStore, ISearchesDefinitions
{
    private readonly Lock _saving = new();

    public Task<WorkflowDefinition?> FindAsync(WorkflowDefinitionFilter filter, CancellationToken cancellationToken = default) =>
        First(set => set.OrderByDescending(x => x.Version), filter);

    public Task<WorkflowDefinition?> FindAsync<TOrderBy>(WorkflowDefinitionFilter filter, WorkflowDefinitionOrder<TOrderBy> order, CancellationToken cancellationToken = default) =>
        First(set => set.OrderBy(order), filter);

    public Task<WorkflowDefinition?> FindLastVersionAsync(WorkflowDefinitionFilter filter, CancellationToken cancellationToken) => FindAsync(filter, cancellationToken);

    public Task<IEnumerable<WorkflowDefinition>> FindManyAsync(WorkflowDefinitionFilter filter, CancellationToken cancellationToken = default) =>
        Task.FromResult(Copies(InOrder(Query(filter))));

    public Task<Page<WorkflowDefinition>> FindManyAsync(WorkflowDefinitionFilter filter, PageArgs pageArgs, CancellationToken cancellationToken = default) =>
        Task.FromResult(Copies(InOrder(Query(filter)).ToPage(pageArgs)));

    public Task<IEnumerable<WorkflowDefinition>> FindManyAsync<TOrderBy>(
        WorkflowDefinitionFilter filter, WorkflowDefinitionOrder<TOrderBy> order, CancellationToken cancellationToken = default) =>
        Task.FromResult(Copies(Query(filter).OrderBy(order)));

    public Task<Page<WorkflowDefinition>> FindManyAsync<TOrderBy>(
        WorkflowDefinitionFilter filter, WorkflowDefinitionOrder<TOrderBy> order, PageArgs pageArgs, CancellationToken cancellationToken = default) =>
        Task.FromResult(Copies(Query(filter).OrderBy(order).ToPage(pageArgs)));

    public Task<IEnumerable<WorkflowDefinitionSummary>> FindSummariesAsync(WorkflowDefinitionFilter filter, CancellationToken cancellationToken = default) =>
        Task.FromResult<IEnumerable<WorkflowDefinitionSummary>>(InOrder(Query(filter)).Select(WorkflowDefinitionSummary.FromDefinitionExpression()).ToList());

    public Task<Page<WorkflowDefinitionSummary>> FindSummariesAsync(WorkflowDefinitionFilter filter, PageArgs pageArgs, CancellationToken cancellationToken = default) =>
        Task.FromResult(InOrder(Query(filter)).Paginate(WorkflowDefinitionSummary.FromDefinitionExpression(), pageArgs));

    public Task<IEnumerable<WorkflowDefinitionSummary>> FindSummariesAsync<TOrderBy>(
        WorkflowDefinitionFilter filter, WorkflowDefinitionOrder<TOrderBy> order, CancellationToken cancellationToken = default) =>
        Task.FromResult<IEnumerable<WorkflowDefinitionSummary>>(Query(filter).OrderBy(order).Select(WorkflowDefinitionSummary.FromDefinitionExpression()).ToList());

    public Task<Page<WorkflowDefinitionSummary>> FindSummariesAsync<TOrderBy>(
        WorkflowDefinitionFilter filter, WorkflowDefinitionOrder<TOrderBy> order, PageArgs pageArgs, CancellationToken cancellationToken = default) =>
        Task.FromResult(Query(filter).OrderBy(order).Paginate(WorkflowDefinitionSummary.FromDefinitionExpression(), pageArgs));

    public Task<bool> AnyAsync(WorkflowDefinitionFilter filter, CancellationToken cancellationToken = default) => Task.FromResult(Query(filter).Any());

    public Task<long> CountDistinctAsync(CancellationToken cancellationToken = default) => Task.FromResult(store.Count(_ => true, x => x.DefinitionId));

    public Task<bool> GetIsNameUnique(string name, string? definitionId = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(!store.Any(x => string.Equals(x.Name, name, StringComparison.Ordinal) && !string.Equals(x.DefinitionId, definitionId, StringComparison.Ordinal)));

    public Task SaveAsync(WorkflowDefinition definition, CancellationToken cancellationToken = default) => SaveManyAsync([definition], cancellationToken);

    public Task SaveManyAsync(IEnumerable<WorkflowDefinition> definitions, CancellationToken cancellationToken = default)
    {
        var saved = definitions.ToList();
        foreach (var definition in saved)
            definition.Revision = DefinitionRevision.Next();
        saved = saved.ConvertAll(x => x.ShallowClone());
        lock (_saving)
        {
            Check(saved);
            store.SaveMany(saved, x => x.Id);
        }

        return Task.CompletedTask;
    }

    public Task<long> DeleteAsync(WorkflowDefinitionFilter filter, CancellationToken cancellationToken = default)
    {
        lock (_saving)
            return Task.FromResult(store.DeleteMany(Query(filter).ToList(), x => x.Id));
    }

    public Task<IEnumerable<(string DefinitionId, string StringData)>> FindInUseAsync(string text, CancellationToken cancellationToken) => Task.FromResult(
        store.FindMany(x => (x.IsLatest || x.IsPublished) && x.StringData?.Contains(text, StringComparison.Ordinal) == true).Select(x => (x.DefinitionId, x.StringData!)));

    // What the database enforces by unique indexes.
    private void Check(List<WorkflowDefinition> saved)
    {
        var ids = saved.Select(x => x.Id).ToHashSet(StringComparer.Ordinal);
        var definitions = saved.Select(x => x.DefinitionId).ToHashSet(StringComparer.Ordinal);
        var all = store.FindMany(x => definitions.Contains(x.DefinitionId) && !ids.Contains(x.Id)).Concat(saved);
        foreach (var versions in all.GroupBy(x => x.DefinitionId, StringComparer.Ordinal))
        {
            if (versions.Count(x => x.IsLatest) > 1 || versions.Count(x => x.IsPublished) > 1 || versions.DistinctBy(x => x.Version).Count() < versions.Count())
                throw new InvalidOperationException(DefinitionRevision.Conflict(versions));
        }
    }

    private IQueryable<WorkflowDefinition> Query(WorkflowDefinitionFilter filter) => filter.Apply(store.Queryable);

    private Task<WorkflowDefinition?> First(Func<IQueryable<WorkflowDefinition>, IQueryable<WorkflowDefinition>> order, WorkflowDefinitionFilter filter) =>
        Task.FromResult(order(Query(filter)).FirstOrDefault()?.ShallowClone());

    private static IQueryable<WorkflowDefinition> InOrder(IQueryable<WorkflowDefinition> set) => set.OrderBy(x => x.Name ?? x.DefinitionId).ThenBy(x => x.DefinitionId).ThenByDescending(x => x.Version);

    // Who changes what was found must save it to change what is kept.
    private static IEnumerable<WorkflowDefinition> Copies(IEnumerable<WorkflowDefinition> definitions) => definitions.Select(x => x.ShallowClone()).ToList();

    private static Page<WorkflowDefinition> Copies(Page<WorkflowDefinition> page) => new([.. Copies(page.Items)], page.TotalCount);
}
