using Elsa.Features.Attributes;
using Elsa.Features.Services;
using Elsa.Workflows.Management.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Persistence.EFCore.Modules.Management;

/// <summary>Keeps instances in a database.</summary>
[DependsOn(typeof(WorkflowManagementFeature))]
public class EFCoreWorkflowInstancePersistenceFeature : PersistenceFeatureBase<EFCoreWorkflowInstancePersistenceFeature, ManagementElsaDbContext>
{
    /// <summary>Creates the feature.</summary>
    public EFCoreWorkflowInstancePersistenceFeature(IModule module) : base(module)
    {
    }

    /// <inheritdoc />
    public override void Configure() =>
        Module.Configure<WorkflowInstancesFeature>(x => x.WorkflowInstanceStore = services => services.GetRequiredService<InstanceRows>());

    /// <inheritdoc />
    public override void Apply()
    {
        base.Apply();
        Services.AddSingleton<InstanceRows>();
    }
}
