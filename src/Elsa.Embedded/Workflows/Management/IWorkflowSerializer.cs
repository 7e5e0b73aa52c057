using Elsa.Workflows.Activities;

namespace Elsa.Workflows.Management;

/// <summary>Reads and writes whole workflows as JSON.</summary>
public interface IWorkflowSerializer
{
    /// <summary>Writes a workflow as a definition.</summary>
    string Serialize(Workflow workflow);

    /// <summary>Reads a definition into a workflow that can run; throws <see cref="System.Text.Json.JsonException"/> that names the activity and the property.</summary>
    Workflow Deserialize(string serializedWorkflow);
}
