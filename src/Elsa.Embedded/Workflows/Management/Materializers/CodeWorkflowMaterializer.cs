using Elsa.Workflows.Activities;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Management.Materializers;

/// <summary>Builds workflows that are classes anew: code holds what no JSON can.</summary>
internal sealed class CodeWorkflowMaterializer(CodeWorkflows workflows, IWorkflowBuilderFactory builders, IServiceProvider services) : IWorkflowMaterializer
{
    public const string MaterializerName = "CLR";

    public string Name => MaterializerName;

    public async ValueTask<Workflow> MaterializeAsync(WorkflowDefinition definition, CancellationToken cancellationToken = default)
    {
        if (definition.MaterializerContext is null || !workflows.Factories.TryGetValue(definition.MaterializerContext, out var create))
        {
            throw new Exceptions.WorkflowMaterializerNotFoundException(
                Name, $"The workflow '{definition.DefinitionId}' is the class {definition.MaterializerContext}, which this host does not add. Add it with AddWorkflow, or delete the definition.");
        }

        var workflow = await builders.CreateBuilder().BuildWorkflowAsync(await create(services), cancellationToken);
        workflow.Identity = new WorkflowIdentity(definition.DefinitionId, definition.Version, definition.Id, definition.TenantId);
        workflow.Publication = new WorkflowPublication(definition.IsLatest, definition.IsPublished);
        return workflow;
    }
}

/// <summary>The workflows that a host has as classes, by the name of the class.</summary>
internal sealed class CodeWorkflows
{
    public IDictionary<string, Func<IServiceProvider, ValueTask<IWorkflow>>> Factories { get; init; } = new Dictionary<string, Func<IServiceProvider, ValueTask<IWorkflow>>>();
}
