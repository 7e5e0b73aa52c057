using Elsa.Workflows.LogPersistence;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.State;

namespace Elsa.Workflows.Runtime;

/// <summary>Takes out of the records what the modes of log persistence exclude.</summary>
internal sealed class RecordedValues(ActivityPropertyLogPersistenceEvaluator evaluator)
{
    /// <summary>Reduces the record of an execution.</summary>
    public async ValueTask ReduceAsync(ActivityExecutionRecord record, ActivityExecutionContext source)
    {
        if (!evaluator.IsNeeded(source.WorkflowExecutionContext))
            return;
        var modes = await evaluator.EvaluateLogPersistenceModesAsync(source);
        record.ActivityState = Recorded(record.ActivityState, modes.Inputs);
        record.Outputs = Recorded(record.Outputs, modes.Outputs);
        if (modes.InternalState != LogPersistenceMode.Exclude)
            return;
        record.Payload = null;
        record.Properties = null;
    }

    /// <summary>Reduces lines of the journal: what activities write there of themselves. A fault is told in any case.</summary>
    public async ValueTask ReduceAsync(IEnumerable<WorkflowExecutionLogRecord> journal, WorkflowExecutionContext context)
    {
        if (!evaluator.IsNeeded(context))
            return;
        foreach (var line in journal.Where(x => x.Payload is not null && x.EventName != "Faulted"))
        {
            if (context.FindContext(line.ActivityInstanceId) is { } source && (await evaluator.EvaluateLogPersistenceModesAsync(source)).InternalState == LogPersistenceMode.Exclude)
                line.Payload = null;
        }
    }

    /// <summary>Reduces the state of an instance that is over. One that goes on needs the values, and one that is faulted may be told to.</summary>
    public async ValueTask ReduceAsync(WorkflowState state, WorkflowExecutionContext context)
    {
        if (state.SubStatus is not (WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled) || !evaluator.IsNeeded(context))
            return;
        foreach (var execution in state.ActivityExecutionContexts)
        {
            if (context.FindContext(execution.Id) is not { } source)
                continue;
            var modes = await evaluator.EvaluateLogPersistenceModesAsync(source);
            execution.ActivityState = Recorded(execution.ActivityState, modes.Inputs)!;
            if (modes.InternalState == LogPersistenceMode.Exclude)
                execution.Properties = new Dictionary<string, object>();
        }
    }

    private static Dictionary<string, TValue>? Recorded<TValue>(IDictionary<string, TValue>? values, IDictionary<string, LogPersistenceMode> modes) =>
        values?.Where(x => !modes.TryGetValue(x.Key, out var mode) || mode != LogPersistenceMode.Exclude).ToDictionary();
}
