using System.Text.Json;
using Elsa.Workflows.State;

namespace Elsa.Workflows;

/// <summary>Writes the state of an instance as JSON and reads it again, so that the instance can go on in another process.</summary>
public interface IWorkflowStateSerializer
{
    /// <summary>Writes state as text.</summary>
    string Serialize(WorkflowState workflowState);

    /// <summary>Writes a part of a state, or whatever goes with it, as text.</summary>
    string Serialize(object workflowState);

    /// <summary>Writes state as UTF-8.</summary>
    byte[] SerializeToUtfBytes(WorkflowState workflowState);

    /// <summary>Writes state as JSON.</summary>
    JsonElement SerializeToElement(WorkflowState workflowState);

    /// <summary>Reads state; throws a <see cref="JsonException"/> if it is none.</summary>
    WorkflowState Deserialize(string serializedState);

    /// <summary>Reads state; throws a <see cref="JsonException"/> if it is none.</summary>
    WorkflowState Deserialize(JsonElement serializedState);

    /// <summary>Reads a part of a state, or whatever goes with it.</summary>
    T? Deserialize<T>(string serializedState);
}
