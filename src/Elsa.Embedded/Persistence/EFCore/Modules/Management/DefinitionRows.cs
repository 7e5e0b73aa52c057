using System.Linq.Expressions;
using System.Text.Json;
using Elsa.Common.Entities;
using Elsa.Common.Models;
using Elsa.Extensions;
using Elsa.Persistence.EFCore.Storage;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Management.Stores;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;
using Elsa.Workflows.Serialization;
using Microsoft.EntityFrameworkCore;

namespace Elsa.Persistence.EFCore.Modules.Management;

/// <summary>Keeps definitions in a database.</summary>
internal sealed class DefinitionRows(ElsaStorage storage, DefinitionJson json) : Rows<ManagementElsaDbContext, WorkflowDefinition>(storage), IWorkflowDefinitionStore, ISearchesDefinitions
{
    private const string UsableAsActivity = "UsableAsActivity";
    private readonly ExtraColumn<WorkflowDefinition>[] _extras =
    [
        new("Data", x => DefinitionData.Write(x, json.Options), (x, data) => DefinitionData.Read(x, data, json.Options)),
        new(UsableAsActivity, x => x.Options.UsableAsActivity, Read: null),
    ];

    protected override IReadOnlyList<ExtraColumn<WorkflowDefinition>> Extras => _extras;

    public async Task<WorkflowDefinition?> FindAsync(WorkflowDefinitionFilter filter, CancellationToken cancellationToken = default) =>
        await LoadFirstAsync(set => Apply(filter, set).OrderByDescending(x => x.Version), cancellationToken);

    public async Task<WorkflowDefinition?> FindAsync<TOrderBy>(
        WorkflowDefinitionFilter filter, WorkflowDefinitionOrder<TOrderBy> order, CancellationToken cancellationToken = default) =>
        await LoadFirstAsync(set => Apply(filter, set).OrderBy(order), cancellationToken);

    public Task<WorkflowDefinition?> FindLastVersionAsync(WorkflowDefinitionFilter filter, CancellationToken cancellationToken) => FindAsync(filter, cancellationToken);

    public async Task<IEnumerable<WorkflowDefinition>> FindManyAsync(WorkflowDefinitionFilter filter, CancellationToken cancellationToken = default) =>
        await LoadAsync(set => InOrder(Apply(filter, set)), cancellationToken);

    public Task<Page<WorkflowDefinition>> FindManyAsync(WorkflowDefinitionFilter filter, PageArgs pageArgs, CancellationToken cancellationToken = default) =>
        LoadPageAsync(set => Apply(filter, set), InOrder, pageArgs, cancellationToken);

    public async Task<IEnumerable<WorkflowDefinition>> FindManyAsync<TOrderBy>(
        WorkflowDefinitionFilter filter, WorkflowDefinitionOrder<TOrderBy> order, CancellationToken cancellationToken = default) =>
        await LoadAsync(set => Apply(filter, set).OrderBy(order), cancellationToken);

    public Task<Page<WorkflowDefinition>> FindManyAsync<TOrderBy>(
        WorkflowDefinitionFilter filter, WorkflowDefinitionOrder<TOrderBy> order, PageArgs pageArgs, CancellationToken cancellationToken = default) =>
        LoadPageAsync(set => Apply(filter, set), set => set.OrderBy(order), pageArgs, cancellationToken);

    public async Task<IEnumerable<WorkflowDefinitionSummary>> FindSummariesAsync(WorkflowDefinitionFilter filter, CancellationToken cancellationToken = default) =>
        await ListAsync(set => InOrder(Apply(filter, set)).Select(WorkflowDefinitionSummary.FromDefinitionExpression()), cancellationToken);

    public Task<Page<WorkflowDefinitionSummary>> FindSummariesAsync(WorkflowDefinitionFilter filter, PageArgs pageArgs, CancellationToken cancellationToken = default) =>
        PageAsync(set => Apply(filter, set), set => InOrder(set).Select(WorkflowDefinitionSummary.FromDefinitionExpression()), pageArgs, cancellationToken);

    public async Task<IEnumerable<WorkflowDefinitionSummary>> FindSummariesAsync<TOrderBy>(
        WorkflowDefinitionFilter filter, WorkflowDefinitionOrder<TOrderBy> order, CancellationToken cancellationToken = default) =>
        await ListAsync(set => Apply(filter, set).OrderBy(order).Select(WorkflowDefinitionSummary.FromDefinitionExpression()), cancellationToken);

    public Task<Page<WorkflowDefinitionSummary>> FindSummariesAsync<TOrderBy>(
        WorkflowDefinitionFilter filter, WorkflowDefinitionOrder<TOrderBy> order, PageArgs pageArgs, CancellationToken cancellationToken = default) =>
        PageAsync(set => Apply(filter, set), set => set.OrderBy(order).Select(WorkflowDefinitionSummary.FromDefinitionExpression()), pageArgs, cancellationToken);

    public Task<bool> AnyAsync(WorkflowDefinitionFilter filter, CancellationToken cancellationToken = default) => AnyAsync(set => Apply(filter, set), cancellationToken);

    public async Task<long> CountDistinctAsync(CancellationToken cancellationToken = default) =>
        await Storage.ReadAsync<ManagementElsaDbContext, long>(
            context => context.WorkflowDefinitions.Select(x => x.DefinitionId).Distinct().LongCountAsync(cancellationToken), cancellationToken);

    public async Task<bool> GetIsNameUnique(string name, string? definitionId = null, CancellationToken cancellationToken = default) =>
        !await AnyAsync(set => set.Where(x => x.Name == name && x.DefinitionId != definitionId), cancellationToken);

    public Task SaveAsync(WorkflowDefinition definition, CancellationToken cancellationToken = default) => SaveManyAsync([definition], cancellationToken);

    public async Task SaveManyAsync(IEnumerable<WorkflowDefinition> definitions, CancellationToken cancellationToken = default)
    {
        var saved = definitions.ToList();
        foreach (var definition in saved)
            definition.Revision = DefinitionRevision.Next();
        try
        {
            await Storage.WriteAsync([LowerFlags(saved), .. saved.Select(Table.Upsert)], cancellationToken);
        }
        catch (Exception error) when (ElsaStorage.IsUniqueViolation(error))
        {
            throw new InvalidOperationException(DefinitionRevision.Conflict(saved), error);
        }
    }

    public async Task<IEnumerable<(string DefinitionId, string StringData)>> FindInUseAsync(string text, CancellationToken cancellationToken)
    {
        var found = await ListAsync(
            set => set.Where(x => (x.IsLatest || x.IsPublished) && x.StringData!.Contains(text)).Select(x => new { x.DefinitionId, x.StringData }), cancellationToken);
        return found.Select(x => (x.DefinitionId, x.StringData!));
    }

    // The database allows one latest and one published version at every moment, also between two statements: whoever changes is neither for that long.
    private static ContextWork LowerFlags(List<WorkflowDefinition> saved)
    {
        var ids = saved.ConvertAll(x => x.Id);
        return new ContextWork(typeof(ManagementElsaDbContext), async (context, token) => await ((ManagementElsaDbContext)context).WorkflowDefinitions
            .Where(x => ids.Contains(x.Id) && (x.IsLatest || x.IsPublished))
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.IsLatest, false).SetProperty(x => x.IsPublished, false), token));
    }

    public Task<long> DeleteAsync(WorkflowDefinitionFilter filter, CancellationToken cancellationToken = default) => DeleteAsync(set => Apply(filter, set), cancellationToken);

    private static IQueryable<WorkflowDefinition> InOrder(IQueryable<WorkflowDefinition> set) => set.OrderBy(x => x.Name ?? x.DefinitionId).ThenBy(x => x.DefinitionId).ThenByDescending(x => x.Version);

    private static IQueryable<WorkflowDefinition> Apply(WorkflowDefinitionFilter filter, IQueryable<WorkflowDefinition> set)
    {
        var query = filter.Apply(set);
        return query.Provider.CreateQuery<WorkflowDefinition>(new OptionsAreColumns().Visit(query.Expression));
    }

    /// <summary>Options are JSON to the database, but for the one that is asked for, which has a column.</summary>
    private sealed class OptionsAreColumns : ExpressionVisitor
    {
        protected override Expression VisitMember(MemberExpression node) => node is
        {
            Member.Name: nameof(WorkflowOptions.UsableAsActivity),
            Expression: MemberExpression { Member.Name: nameof(WorkflowDefinition.Options), Expression: { } definition },
        }
            ? Expression.Call(typeof(EF), nameof(EF.Property), [typeof(bool?)], definition, Expression.Constant(UsableAsActivity))
            : base.VisitMember(node);
    }
}
