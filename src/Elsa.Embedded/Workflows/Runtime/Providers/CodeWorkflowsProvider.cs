using Elsa.Workflows.Management.Materializers;

namespace Elsa.Workflows.Runtime.Providers;

/// <summary>Provides the workflows that are classes.</summary>
internal sealed class CodeWorkflowsProvider(CodeWorkflows workflows, IWorkflowBuilderFactory builders, IServiceProvider services) : IWorkflowsProvider
{
    public string Name => CodeWorkflowMaterializer.MaterializerName;

    public async ValueTask<IEnumerable<MaterializedWorkflow>> GetWorkflowsAsync(CancellationToken cancellationToken = default)
    {
        var found = new List<MaterializedWorkflow>();
        foreach (var (name, create) in workflows.Factories)
        {
            var workflow = await builders.CreateBuilder().BuildWorkflowAsync(await create(services), cancellationToken);
            found.Add(new MaterializedWorkflow(workflow, Name, CodeWorkflowMaterializer.MaterializerName, name));
        }

        return found;
    }
}
