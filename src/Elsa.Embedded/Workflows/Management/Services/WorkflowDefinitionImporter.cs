using Elsa.Workflows.Management.Mappers;
using Elsa.Workflows.Management.Models;

namespace Elsa.Workflows.Management.Services;

/// <summary>Stores what comes from outside by the same rules as what is edited here.</summary>
internal sealed class WorkflowDefinitionImporter(IWorkflowDefinitionPublisher publisher, WorkflowDefinitionMapper mapper) : IWorkflowDefinitionImporter
{
    public async Task<ImportWorkflowResult> ImportAsync(SaveWorkflowDefinitionRequest request, CancellationToken cancellationToken = default)
    {
        var definition = mapper.MapToWorkflowDefinition(request.Model);
        var draft = await publisher.SaveDraftAsync(definition, cancellationToken);
        if (request.Publish != true)
            return new ImportWorkflowResult(true, draft, []);
        var result = await publisher.PublishAsync(draft, cancellationToken);
        draft.IsPublished = result.Succeeded;
        return new ImportWorkflowResult(result.Succeeded, draft, result.ValidationErrors);
    }
}
