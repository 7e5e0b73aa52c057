using Elsa.Features.Abstractions;
using Elsa.Features.Attributes;
using Elsa.Features.Services;
using Elsa.Workflows.Features;
using Elsa.Workflows.Management.Features;
using Elsa.Workflows.Runtime.Services;
using Microsoft.Extensions.DependencyInjection;
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

    /// <inheritdoc />
    public override void Apply()
    {
        Services.AddSingleton<IActivityExecutionMapper, ActivityExecutionMapper>();
        Services.AddSingleton<RegistriesPopulator>();
        Services.AddSingleton<IRegistriesPopulator>(sp => sp.GetRequiredService<RegistriesPopulator>());
        Services.AddSingleton<IHostedService>(sp => sp.GetRequiredService<RegistriesPopulator>());
    }
}
