using Elsa.Features.Abstractions;
using Elsa.Features.Attributes;
using Elsa.Features.Services;
using Elsa.SasTokens.Features;
using Elsa.Workflows.Api.Definitions;
using Elsa.Workflows.Api.Hosting;
using Elsa.Workflows.IncidentStrategies;
using Elsa.Workflows.Management.Features;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Features;
using Elsa.Workflows.Runtime.Services;
using Elsa.Workflows.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Elsa.Workflows.Api.Features;

/// <summary>The REST API that Elsa Studio works with.</summary>
[DependsOn(typeof(WorkflowManagementFeature))]
[DependsOn(typeof(WorkflowInstancesFeature))]
[DependsOn(typeof(WorkflowRuntimeFeature))]
[DependsOn(typeof(SasTokensFeature))]
public class WorkflowsApiFeature : FeatureBase
{
    /// <summary>Creates the feature.</summary>
    public WorkflowsApiFeature(IModule module) : base(module)
    {
    }

    /// <inheritdoc />
    public override void Apply()
    {
        Services.AddOptions<ApiEndpointOptions>();
        Services.AddRouting();
        Services.AddAuthorization();
        Services.AddSingleton(sp => new ApiJson(sp.GetRequiredService<DefinitionJson>(), sp.GetRequiredService<StateJson>()));
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<IIncidentStrategy, ContinueWithIncidentsStrategy>());
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<IIncidentStrategy, FaultStrategy>());
        Services.AddSingleton<EditLocks>();
        Services.AddScoped<DefinitionViews>();
        Services.AddScoped<DefinitionEdits>();
        Services.TryAddScoped<IActivityExecutionStatsService, ActivityExecutionStatsService>();
    }
}
