using Elsa.Features.Abstractions;
using Elsa.Features.Attributes;
using Elsa.Features.Services;
using Elsa.Workflows.Features;
using Elsa.Workflows.Management.Mappers;
using Elsa.Workflows.Management.Options;
using Elsa.Workflows.Management.Providers;
using Elsa.Workflows.Management.Services;
using Elsa.Workflows.Serialization;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Workflows.Management.Features;

/// <summary>Knows the activities and reads and writes definitions.</summary>
[DependsOn(typeof(WorkflowsFeature))]
[DependsOn(typeof(WorkflowDefinitionsFeature))]
[DependsOn(typeof(WorkflowInstancesFeature))]
public class WorkflowManagementFeature : FeatureBase
{
    /// <summary>Creates the feature.</summary>
    public WorkflowManagementFeature(IModule module) : base(module)
    {
    }

    /// <summary>The classes of activities.</summary>
    public HashSet<Type> ActivityTypes { get; } = [];

    /// <summary>Adds all public activities of the assembly that holds a type.</summary>
    public WorkflowManagementFeature AddActivitiesFrom<TMarker>() => AddActivities(
        typeof(TMarker).Assembly.GetExportedTypes()
            .Where(x => typeof(IActivity).IsAssignableFrom(x) && x is { IsAbstract: false, IsInterface: false, ContainsGenericParameters: false }));

    /// <summary>Adds an activity.</summary>
    public WorkflowManagementFeature AddActivity<T>() where T : IActivity => AddActivity(typeof(T));

    /// <summary>Adds an activity.</summary>
    public WorkflowManagementFeature AddActivity(Type activityType) => AddActivities([activityType]);

    /// <summary>Adds activities.</summary>
    public WorkflowManagementFeature AddActivities(IEnumerable<Type> activityTypes)
    {
        foreach (var type in activityTypes)
            ActivityTypes.Add(type);
        return this;
    }

    /// <summary>Removes an activity.</summary>
    public WorkflowManagementFeature RemoveActivity<T>() where T : IActivity => RemoveActivity(typeof(T));

    /// <summary>Removes an activity.</summary>
    public WorkflowManagementFeature RemoveActivity(Type activityType)
    {
        ActivityTypes.Remove(activityType);
        return this;
    }

    /// <inheritdoc />
    public override void Configure() => AddActivities(
        // The activities of a language come with its feature.
        typeof(WorkflowManagementFeature).Assembly.GetExportedTypes()
            .Where(x => typeof(IActivity).IsAssignableFrom(x) && x is { IsAbstract: false, IsInterface: false, ContainsGenericParameters: false })
            .Where(x => x.Namespace?.StartsWith("Elsa.Expressions", StringComparison.Ordinal) == false));

    /// <inheritdoc />
    public override void Apply()
    {
        Services.Configure<ManagementOptions>(options => options.ActivityTypes.UnionWith(ActivityTypes));
        Services.AddSingleton<IActivityProvider, TypedActivityProvider>();
        Services.AddSingleton<IActivityRegistryPopulator, ActivityRegistryPopulator>();
        Services.AddSingleton<DefinitionJson>();
        Services.AddSingleton<IActivitySerializer, ActivitySerializer>();
        Services.AddSingleton(sp => new VariableDefinitionMapper(sp.GetRequiredService<TypeAliases>()));
        Services.AddSingleton(sp => new WorkflowDefinitionMapper(sp.GetRequiredService<VariableDefinitionMapper>()));
        Services.AddSingleton<IWorkflowSerializer, WorkflowSerializer>();
    }
}
