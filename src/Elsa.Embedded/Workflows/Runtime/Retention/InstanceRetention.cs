using Elsa.Common;
using Elsa.Common.Models;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Enums;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Management.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Elsa.Workflows.Runtime.Retention;

/// <summary>Deletes instances whose time is over, with journals, executions and whatever else belongs to them; a batch at a time, so that nobody waits for it long.</summary>
internal sealed class InstanceRetention(
    IWorkflowInstanceStore instances,
    IWorkflowInstanceManager manager,
    ISystemClock clock,
    IOptions<InstanceRetentionOptions> options,
    ILogger<InstanceRetention> logger)
{
    /// <summary>Deletes all that is due and tells how many instances that were.</summary>
    public async Task<long> PurgeAsync(CancellationToken cancellationToken)
    {
        long count = 0;
        foreach (var (status, period) in options.Value.Periods)
            count += await PurgeAsync(status, clock.UtcNow - period, cancellationToken);
        if (count > 0)
            logger.LogInformation("{Count} workflow instances were deleted: the time for which they are kept is over.", count);
        return count;
    }

    private async Task<long> PurgeAsync(WorkflowSubStatus status, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var due = new WorkflowInstanceFilter
        {
            WorkflowStatus = WorkflowStatus.Finished,
            WorkflowSubStatus = status,
            TimestampFilters = [new TimestampFilter { Column = nameof(WorkflowInstance.FinishedAt), Operator = TimestampFilterOperator.LessThanOrEqual, Timestamp = before }],
        };
        for (long count = 0; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var ids = (await instances.FindManyIdsAsync(due, PageArgs.FromRange(0, options.Value.BatchSize), cancellationToken)).Items;
            if (ids.Count == 0)
                return count;
            var deleted = await manager.BulkDeleteAsync(new WorkflowInstanceFilter { Ids = [.. ids] }, cancellationToken);
            count += deleted;

            // Another node was faster; the rest is looked at next time.
            if (deleted == 0)
                return count;
        }
    }
}
