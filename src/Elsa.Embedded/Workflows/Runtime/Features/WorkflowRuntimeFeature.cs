using Elsa.Features.Abstractions;
using Elsa.Features.Attributes;
using Elsa.Features.Services;
using Elsa.Workflows.Features;
using Elsa.Workflows.Management.Features;
using Elsa.Workflows.Runtime.Services;
using Elsa.Workflows.Runtime.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Elsa.Workflows.Runtime.Features;

/// <summary>Runs workflows on behalf of the host.</summary>
[DependsOn(typeof(WorkflowsFeature))]
[DependsOn(typeof(WorkflowManagementFeature))]
public class WorkflowRuntimeFeature : FeatureBase
{
    /// <summary>Creates the feature.</summary>
    public WorkflowRuntimeFeature(IModule module) : base(module)
    {
    }

    /// <summary>Where journals are kept; default: in memory.</summary>
    public Func<IServiceProvider, IWorkflowExecutionLogStore> WorkflowExecutionLogStore { get; set; } = services => services.GetRequiredService<MemoryWorkflowExecutionLogStore>();

    /// <summary>Where executions of activities are kept; default: in memory.</summary>
    public Func<IServiceProvider, IActivityExecutionStore> ActivityExecutionLogStore { get; set; } = services => services.GetRequiredService<MemoryActivityExecutionStore>();

    /// <inheritdoc />
    public override void Apply()
    {
        Services.AddSingleton<MemoryWorkflowExecutionLogStore>();
        Services.AddSingleton<MemoryActivityExecutionStore>();
        Services.AddSingleton(WorkflowExecutionLogStore);
        Services.AddSingleton(ActivityExecutionLogStore);
        Services.TryAddSingleton<IWorkflowCommitTransaction, NoWorkflowCommitTransaction>();
        Services.AddSingleton<IActivityExecutionMapper, ActivityExecutionMapper>();
        Services.AddSingleton<RegistriesPopulator>();
        Services.AddSingleton<IRegistriesPopulator>(sp => sp.GetRequiredService<RegistriesPopulator>());
        Services.AddSingleton<IHostedService>(sp => sp.GetRequiredService<RegistriesPopulator>());
    }
}
