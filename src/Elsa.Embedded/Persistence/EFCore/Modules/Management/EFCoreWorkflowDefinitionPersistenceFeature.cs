using Elsa.Features.Attributes;
using Elsa.Features.Services;
using Elsa.Workflows.Management.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Persistence.EFCore.Modules.Management;

/// <summary>Keeps definitions in a database.</summary>
[DependsOn(typeof(WorkflowManagementFeature))]
public class EFCoreWorkflowDefinitionPersistenceFeature : PersistenceFeatureBase<EFCoreWorkflowDefinitionPersistenceFeature, ManagementElsaDbContext>
{
    /// <summary>Creates the feature.</summary>
    public EFCoreWorkflowDefinitionPersistenceFeature(IModule module) : base(module)
    {
    }

    /// <inheritdoc />
    public override void Configure() =>
        Module.Configure<WorkflowDefinitionsFeature>(x => x.WorkflowDefinitionStore = services => services.GetRequiredService<DefinitionRows>());

    /// <inheritdoc />
    public override void Apply()
    {
        base.Apply();
        Services.AddSingleton<DefinitionRows>();
    }
}
