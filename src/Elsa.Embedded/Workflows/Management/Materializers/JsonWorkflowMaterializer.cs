using Elsa.Workflows.Activities;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Mappers;

namespace Elsa.Workflows.Management.Materializers;

/// <summary>Makes workflows of the JSON of their root activity.</summary>
public class JsonWorkflowMaterializer : IWorkflowMaterializer
{
    /// <summary>The name of this materializer.</summary>
    public const string MaterializerName = "Json";

    private readonly WorkflowDefinitionMapper _mapper;

    /// <summary>Creates the materializer.</summary>
    public JsonWorkflowMaterializer(WorkflowDefinitionMapper workflowDefinitionMapper) => _mapper = workflowDefinitionMapper;

    /// <inheritdoc />
    public string Name => MaterializerName;

#pragma warning disable MA0061 // Elsa's class has it without a default.
    /// <inheritdoc />
    public ValueTask<Workflow> MaterializeAsync(WorkflowDefinition definition, CancellationToken cancellationToken) => new(_mapper.Map(definition));
#pragma warning restore MA0061
}
