using System.Reflection;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Models;
using Microsoft.Extensions.DependencyInjection;

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

    /// <summary>The public workflows of an assembly.</summary>
    public static IEnumerable<Type> TypesIn(Assembly assembly) =>
        assembly.GetExportedTypes().Where(x => typeof(IWorkflow).IsAssignableFrom(x) && x is { IsAbstract: false, IsInterface: false, ContainsGenericParameters: false });

    public static Func<IServiceProvider, ValueTask<IWorkflow>> FactoryOf(Type workflowType) =>
        services => new ValueTask<IWorkflow>((IWorkflow)ActivatorUtilities.CreateInstance(services, workflowType));
}
