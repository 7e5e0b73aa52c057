using Elsa.Common.Services;
using Elsa.Features.Abstractions;
using Elsa.Features.Services;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Workflows.Management.Features;

/// <summary>Keeps definitions.</summary>
public class WorkflowDefinitionsFeature : FeatureBase
{
    /// <summary>Creates the feature.</summary>
    public WorkflowDefinitionsFeature(IModule module) : base(module)
    {
    }

    /// <summary>Where they are kept; default: in memory.</summary>
    public Func<IServiceProvider, IWorkflowDefinitionStore> WorkflowDefinitionStore { get; set; } = services => services.GetRequiredService<MemoryWorkflowDefinitionStore>();

    /// <inheritdoc />
    public override void Apply()
    {
        Services.AddSingleton<MemoryStore<WorkflowDefinition>>();
        Services.AddSingleton<MemoryWorkflowDefinitionStore>();
        Services.AddSingleton(WorkflowDefinitionStore);
    }
}
