using System.Text.Json.Serialization;
using Elsa.Features.Abstractions;
using Elsa.Features.Attributes;
using Elsa.Features.Services;
using Elsa.Workflows.Api.RealTime;
using Elsa.Workflows.Api.RealTime.Handlers;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Features;
using Elsa.Workflows.Runtime.Services;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Elsa.Workflows.Api.Features;

/// <summary>Tells those who look at an instance that it has changed. Studio learns of it by the list of features, and asks every few seconds without it.</summary>
[DependsOn(typeof(WorkflowRuntimeFeature))]
public class RealTimeWorkflowUpdatesFeature : FeatureBase
{
    /// <summary>Creates the feature.</summary>
    public RealTimeWorkflowUpdatesFeature(IModule module) : base(module)
    {
    }

    /// <inheritdoc />
    public override void Apply()
    {
        Services.AddSignalR().AddJsonProtocol(x => x.PayloadSerializerOptions.Converters.Add(new JsonStringEnumConverter()));
        Services.AddSingleton<Observers>();
        Services.AddSingleton<LiveUpdates>();
        Services.AddSingleton<IHostedService>(x => x.GetRequiredService<LiveUpdates>());
        Services.AddHostedService<ChangesElsewhere>();
        Services.AddNotificationHandler<BroadcastWorkflowProgress>();
        Services.TryAddScoped<IActivityExecutionStatsService, ActivityExecutionStatsService>();
    }
}
