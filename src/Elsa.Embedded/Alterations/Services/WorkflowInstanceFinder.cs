using Elsa.Alterations.Core.Contracts;
using Elsa.Alterations.Core.Models;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Filters;

namespace Elsa.Alterations.Services;

internal sealed class WorkflowInstanceFinder(IWorkflowInstanceStore instances, IActivityExecutionStore executions) : IWorkflowInstanceFinder
{
    public async Task<IEnumerable<string>> FindAsync(AlterationWorkflowInstanceFilter filter, CancellationToken cancellationToken = default)
    {
        // A filter that someone forgot to fill in must not change everything.
        if (IsEmpty(filter) && !filter.EmptyFilterSelectsAll)
            return [];
        var ids = (await instances.FindManyIdsAsync(Map(filter), cancellationToken)).ToList();
        if (filter.ActivityFilters?.ToList() is not { Count: > 0 } activities)
            return ids;
        var having = new HashSet<string>(StringComparer.Ordinal);
        foreach (var activity in activities)
        {
            var found = await executions.FindManyAsync(
                new ActivityExecutionRecordFilter
                {
                    Id = activity.ActivityInstanceId,
                    ActivityId = activity.ActivityId,
                    ActivityNodeId = activity.NodeId,
                    Name = activity.Name,
                    Status = activity.Status,
                    WorkflowInstanceIds = ids,
                },
                cancellationToken);
            having.UnionWith(found.Select(x => x.WorkflowInstanceId));
        }

        return ids.Where(having.Contains).ToList();
    }

    private static bool IsEmpty(AlterationWorkflowInstanceFilter filter) => filter is
    {
        WorkflowInstanceIds: null, DefinitionIds: null, DefinitionVersionIds: null, CorrelationIds: null, Names: null, SearchTerm: null, HasIncidents: null,
        Statuses: null, SubStatuses: null, TimestampFilters: null, ActivityFilters: null,
    };

    private static WorkflowInstanceFilter Map(AlterationWorkflowInstanceFilter filter) => new()
    {
        Ids = filter.WorkflowInstanceIds?.ToList(),
        DefinitionIds = filter.DefinitionIds,
        DefinitionVersionIds = filter.DefinitionVersionIds?.ToList(),
        CorrelationIds = filter.CorrelationIds?.ToList(),
        Names = filter.Names?.ToList(),
        SearchTerm = filter.SearchTerm,
        HasIncidents = filter.HasIncidents,
        IsSystem = filter.IsSystem,
        WorkflowStatuses = filter.Statuses,
        WorkflowSubStatuses = filter.SubStatuses,
        TimestampFilters = filter.TimestampFilters?.ToList(),
    };
}
