using Elsa.Workflows.Activities;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Mappers;

namespace Elsa.Workflows.Management.Materializers;

/// <summary>Makes workflows that a provider built as objects and that JSON can hold.</summary>
public class TypedWorkflowMaterializer : IWorkflowMaterializer
{
    /// <summary>The name of this materializer.</summary>
    public const string MaterializerName = "Typed";

    private readonly WorkflowDefinitionMapper _mapper;

    /// <summary>Creates the materializer.</summary>
    public TypedWorkflowMaterializer(WorkflowDefinitionMapper workflowDefinitionMapper) => _mapper = workflowDefinitionMapper;

    /// <inheritdoc />
    public string Name => MaterializerName;

#pragma warning disable MA0061 // Elsa's class has it without a default.
    /// <inheritdoc />
    public ValueTask<Workflow> MaterializeAsync(WorkflowDefinition definition, CancellationToken cancellationToken) => new(_mapper.Map(definition));
#pragma warning restore MA0061
}
