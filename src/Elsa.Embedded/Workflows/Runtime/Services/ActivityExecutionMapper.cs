using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.State;

namespace Elsa.Workflows.Runtime.Services;

/// <summary>Copies what a record holds and the modes of log persistence leave in it; inputs that may be secret never got into the state of the execution.</summary>
internal sealed class ActivityExecutionMapper : IActivityExecutionMapper
{
    public async Task<ActivityExecutionRecord> MapAsync(ActivityExecutionContext source)
    {
        var record = Map(source);
        if (source.GetService<RecordedValues>() is { } recorded)
            await recorded.ReduceAsync(record, source);
        return record;
    }

    private static ActivityExecutionRecord Map(ActivityExecutionContext source) => new()
    {
        Id = source.Id,
        WorkflowInstanceId = source.WorkflowExecutionContext.Id,
        ActivityId = source.Activity.Id,
        ActivityNodeId = source.NodeId,
        ActivityType = source.Activity.Type,
        ActivityTypeVersion = source.Activity.Version,
        ActivityName = source.Activity.Name,
        ActivityState = source.HasActivityState ? Copy(source.ActivityState) : null,
        Payload = source.HasJournalData ? new Dictionary<string, object>(source.JournalData) : null,
        Outputs = source.ActivityDescriptor.Outputs.Count == 0 ? null : Copy(source.GetOutputs()),
        Properties = PropertiesOf(source),
        Metadata = new Dictionary<string, object>(source.Metadata),
        Exception = source.DescribeException(),
        StartedAt = source.StartedAt,
        CompletedAt = source.CompletedAt,
        HasBookmarks = source.Bookmarks.Any(),
        Status = source.Status,
        AggregateFaultCount = source.AggregateFaultCount,
        SchedulingActivityExecutionId = source.SchedulingActivityExecutionId,
        SchedulingActivityId = source.SchedulingActivityId,
        SchedulingWorkflowInstanceId = source.SchedulingWorkflowInstanceId,
        CallStackDepth = source.CallStackDepth,
    };

    // As recorded: the variables are in the state of the instance, and a record has no copy of them. (After a wait the recorded server puts in those from before it, which nobody needs.)
    private static Dictionary<string, object> PropertiesOf(ActivityExecutionContext source)
    {
        var properties = new Dictionary<string, object>(source.Properties);
        properties.Remove(WorkflowInstanceStorageDriver.VariablesDictionaryStateKey);
        return properties;
    }

    private static Dictionary<string, object?> Copy(IDictionary<string, object> values) => values.ToDictionary(x => x.Key, x => (object?)x.Value);
}
