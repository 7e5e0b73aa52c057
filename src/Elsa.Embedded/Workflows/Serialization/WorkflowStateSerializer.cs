using System.Text.Json;
using Elsa.Workflows.State;

namespace Elsa.Workflows.Serialization;

/// <summary>Reads and writes with <see cref="StateJson"/>.</summary>
internal sealed class WorkflowStateSerializer(StateJson json) : IWorkflowStateSerializer
{
    public string Serialize(WorkflowState workflowState) => JsonSerializer.Serialize(workflowState, json.Options);

    public string Serialize(object workflowState) => JsonSerializer.Serialize(workflowState, workflowState.GetType(), json.Options);

    public byte[] SerializeToUtfBytes(WorkflowState workflowState) => JsonSerializer.SerializeToUtf8Bytes(workflowState, json.Options);

    public JsonElement SerializeToElement(WorkflowState workflowState) => JsonSerializer.SerializeToElement(workflowState, json.Options);

    public WorkflowState Deserialize(string serializedState) => Check(JsonSerializer.Deserialize<WorkflowState>(serializedState, json.Options));

    public WorkflowState Deserialize(JsonElement serializedState) => Check(serializedState.Deserialize<WorkflowState>(json.Options));

    public T? Deserialize<T>(string serializedState) => JsonSerializer.Deserialize<T>(serializedState, json.Options);

    private static WorkflowState Check(WorkflowState? state)
    {
        if (string.IsNullOrEmpty(state?.Id))
            throw new JsonException("The JSON holds no state of a workflow instance: it has no id.");
        if (state.ActivityExecutionContexts.Any(x => x?.Id is null || x.ScheduledActivityNodeId is null))
            throw new JsonException($"The state of the workflow instance '{state.Id}' has an execution without an id or without an activity.");
        return state;
    }
}
