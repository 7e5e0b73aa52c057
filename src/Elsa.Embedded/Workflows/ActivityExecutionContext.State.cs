using Elsa.Workflows.State;

namespace Elsa.Workflows;

public partial class ActivityExecutionContext
{
    // The inputs that were evaluated before the instance was stored; they are looked up when the activity is asked again.
    internal bool InputsWereEvaluated { get; private set; }

    internal void Restore(ActivityExecutionContextState state)
    {
        TransitionTo(state.Status);
        _properties = Copy(state.Properties);
        _metadata = Copy(state.Metadata);
        _activityState = Copy(state.ActivityState);
        _activityInput = Copy(state.ActivityInput);
        CallStackDepth = state.CallStackDepth;
        AggregateFaultCount = state.FaultCount;
        StartedAt = state.StartedAt;
        CompletedAt = state.CompletedAt;
        SchedulingActivityExecutionId = state.SchedulingActivityExecutionId ?? SchedulingActivityExecutionId;
        SchedulingActivityId = state.SchedulingActivityId ?? SchedulingActivityId;
        SchedulingWorkflowInstanceId = state.SchedulingWorkflowInstanceId;
        ExecutionCount = state.Status == ActivityStatus.Pending ? 0 : 1;
        InputsWereEvaluated = state.Status != ActivityStatus.Pending;
        ClearTaint();
    }

    internal void ForgetInputs()
    {
        InputsAreEvaluated = InputsWereEvaluated = false;
        _activityState = null;
    }

    private static Dictionary<string, object>? Copy(IDictionary<string, object>? values) => values is { Count: > 0 } ? new(values) : null;
}
