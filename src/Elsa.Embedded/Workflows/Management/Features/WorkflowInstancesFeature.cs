using Elsa.Common.Services;
using Elsa.Features.Abstractions;
using Elsa.Features.Services;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Workflows.Management.Features;

/// <summary>Keeps instances.</summary>
public class WorkflowInstancesFeature : FeatureBase
{
    /// <summary>Creates the feature.</summary>
    public WorkflowInstancesFeature(IModule module) : base(module)
    {
    }

    /// <summary>Where they are kept; default: in memory.</summary>
    public Func<IServiceProvider, IWorkflowInstanceStore> WorkflowInstanceStore { get; set; } = services => services.GetRequiredService<MemoryWorkflowInstanceStore>();

    /// <inheritdoc />
    public override void Apply()
    {
        Services.AddSingleton<MemoryStore<WorkflowInstance>>();
        Services.AddSingleton<MemoryWorkflowInstanceStore>();
        Services.AddSingleton(WorkflowInstanceStore);
    }
}
