using System.Text.Json;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Management.Mappers;
using Elsa.Workflows.Management.Models;

namespace Elsa.Workflows.Management.Services;

/// <summary>Reads and writes workflows by way of their definition.</summary>
internal sealed class WorkflowSerializer(IActivitySerializer serializer, WorkflowDefinitionMapper mapper) : IWorkflowSerializer
{
    public string Serialize(Workflow workflow) => serializer.Serialize(mapper.Map(workflow));

    public Workflow Deserialize(string serializedWorkflow) =>
        mapper.Map(serializer.Deserialize<WorkflowDefinitionModel>(serializedWorkflow) ?? throw new JsonException("The JSON holds no definition."));
}
