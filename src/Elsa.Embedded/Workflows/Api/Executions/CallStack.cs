using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;

namespace Elsa.Workflows.Api.Executions;

/// <summary>Who scheduled whom, from the root down to an execution; also across instances, where one started the other.</summary>
internal static class CallStack
{
    // Longer than any workflow that is allowed to run, so a circle in the data ends too.
    private const int MaxDepth = 1000;

    public static async Task<List<ActivityExecutionRecord>> FindAsync(IActivityExecutionStore store, string id, bool acrossInstances, CancellationToken cancellationToken)
    {
        var chain = new List<ActivityExecutionRecord>();
        var known = new Dictionary<string, ActivityExecutionRecord>(StringComparer.Ordinal);
        for (var next = id; next is not null && chain.Count < MaxDepth;)
        {
            var found = known.GetValueOrDefault(next) ?? await LoadAsync(store, next, known, cancellationToken);
            if (found is null || (!acrossInstances && chain.Count > 0 && !string.Equals(found.WorkflowInstanceId, chain[0].WorkflowInstanceId, StringComparison.Ordinal)))
                break;
            chain.Insert(0, found);
            next = found.SchedulingActivityExecutionId;
        }

        return chain;
    }

    // All executions of the instance at once: the others of the chain are among them.
    private static async Task<ActivityExecutionRecord?> LoadAsync(IActivityExecutionStore store, string id, Dictionary<string, ActivityExecutionRecord> known, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(new ActivityExecutionRecordFilter { Id = id }, cancellationToken) is not { } first)
            return null;
        foreach (var record in await store.FindManyAsync(new ActivityExecutionRecordFilter { WorkflowInstanceId = first.WorkflowInstanceId }, cancellationToken))
            known[record.Id] = record;
        return first;
    }
}
