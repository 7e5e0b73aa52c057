using Elsa.Features.Abstractions;
using Elsa.Features.Attributes;
using Elsa.Features.Services;
using Elsa.Workflows.Features;
using Elsa.Workflows.LogPersistence;
using Elsa.Workflows.Management.Activities.WorkflowDefinitionActivity;
using Elsa.Workflows.Management.Mappers;
using Elsa.Workflows.Management.Materializers;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Management.Options;
using Elsa.Workflows.Management.Providers;
using Elsa.Workflows.Management.Services;
using Elsa.Workflows.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

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

    /// <summary>The types that tools offer for variables, inputs and outputs, in this order.</summary>
    public HashSet<VariableDescriptor> VariableDescriptors { get; } = [.. VariableTypes.Plain];

    /// <summary>Offers a type for variables, inputs and outputs.</summary>
    public WorkflowManagementFeature AddVariableType<T>(string category) => AddVariableType(typeof(T), category);

    /// <summary>Offers a type for variables, inputs and outputs.</summary>
    public WorkflowManagementFeature AddVariableType(Type type, string category) => AddVariableTypes([new VariableDescriptor(type, category, Description: null)]);

    /// <summary>Offers types for variables, inputs and outputs.</summary>
    public WorkflowManagementFeature AddVariableTypes(IEnumerable<VariableDescriptor> descriptors)
    {
        VariableDescriptors.UnionWith(descriptors);
        return this;
    }

    /// <summary>Sets whether values are recorded where neither activity nor workflow says so.</summary>
    public WorkflowManagementFeature SetDefaultLogPersistenceMode(LogPersistenceMode logPersistenceMode)
    {
        Services.Configure<ManagementOptions>(options => options.LogPersistenceMode = logPersistenceMode);
        return this;
    }

    /// <summary>Sets whether a version that something stands against is kept from being published.</summary>
    public WorkflowManagementFeature UseFailOnValidationErrors(bool enabled = true)
    {
        Services.Configure<ManagementOptions>(options => options.FailOnValidationErrors = enabled);
        return this;
    }

    /// <inheritdoc />
    public override void Configure() => AddActivities(
        // The activities of a language, and those around HTTP, come with their features.
        typeof(WorkflowManagementFeature).Assembly.GetExportedTypes()
            .Where(x => typeof(IActivity).IsAssignableFrom(x) && x is { IsAbstract: false, IsInterface: false, ContainsGenericParameters: false })
            .Where(x => x.Namespace is not "Elsa.Http" && x.Namespace?.StartsWith("Elsa.Expressions", StringComparison.Ordinal) == false));

    /// <inheritdoc />
    public override void Apply()
    {
        Services.Configure<ManagementOptions>(options => options.ActivityTypes.UnionWith(ActivityTypes));
        Services.Configure<ManagementOptions>(options => options.VariableDescriptors.UnionWith(VariableDescriptors));
        Services.AddSingleton<IActivityProvider, TypedActivityProvider>();
        Services.AddSingleton<IActivityRegistryPopulator, ActivityRegistryPopulator>();
        Services.AddSingleton<DefinitionJson>();
        Services.AddSingleton<IActivitySerializer, ActivitySerializer>();
        Services.AddSingleton(sp => new VariableDefinitionMapper(sp.GetRequiredService<TypeAliases>()));
        Services.AddSingleton(sp => new WorkflowDefinitionMapper(sp.GetRequiredService<VariableDefinitionMapper>(), sp.GetRequiredService<IActivitySerializer>()));
        Services.AddSingleton<IWorkflowSerializer, WorkflowSerializer>();
        AddDefinitions();
        AddWorkflowsAsActivities();
        AddInstances();
    }

    private void AddDefinitions()
    {
        Services.AddLogging();
        Services.AddSingleton<WorkflowCache>();
        Services.TryAddSingleton<CodeWorkflows>();
        Services.AddScoped<ChildWorkflows>();
        Services.AddScoped<WorkflowReader>();
        Services.AddScoped<IWorkflowMaterializer, JsonWorkflowMaterializer>();
        Services.AddScoped<IWorkflowMaterializer, CodeWorkflowMaterializer>();
        Services.AddScoped<IWorkflowMaterializer, TypedWorkflowMaterializer>();
        Services.AddScoped<IMaterializerRegistry, MaterializerRegistry>();
        Services.AddScoped<IWorkflowDefinitionService, WorkflowDefinitionService>();
        Services.AddScoped<IWorkflowDefinitionPublisher, WorkflowDefinitionPublisher>();
        Services.AddScoped<IWorkflowDefinitionManager, WorkflowDefinitionManager>();
        Services.AddScoped<IWorkflowDefinitionImporter, WorkflowDefinitionImporter>();
        Services.AddScoped<IWorkflowDefinitionExporter, WorkflowDefinitionExporter>();
        Services.AddScoped<IWorkflowValidator, WorkflowValidator>();
        Services.AddNotificationHandler<ValidateWorkflow>();
    }

    private void AddWorkflowsAsActivities()
    {
        Services.AddSingleton<WorkflowDefinitionActivityDescriptorFactory>();
        Services.AddSingleton<WorkflowDefinitionActivityProvider>();
        Services.AddSingleton<IActivityProvider>(sp => sp.GetRequiredService<WorkflowDefinitionActivityProvider>());
        Services.AddSingleton<WorkflowActivities>();
        Services.AddScoped<IWorkflowReferenceQuery, WorkflowReferenceQuery>();
        Services.AddScoped<IWorkflowReferenceGraphBuilder, WorkflowReferenceGraphBuilder>();
        Services.AddScoped<IWorkflowReferenceUpdater, WorkflowReferenceUpdater>();
        Services.AddNotificationHandler<RefreshWorkflowActivities>();
        Services.AddNotificationHandler<UpdateConsumingWorkflows>();
    }

    private void AddInstances()
    {
        Services.AddSingleton<WorkflowStateMapper>();
        Services.AddScoped<IWorkflowInstanceManager, WorkflowInstanceManager>();
        Services.AddScoped<IWorkflowInstanceVariableManager, WorkflowInstanceVariableManager>();
        Services.AddNotificationHandler<DeleteWorkflowInstances>();
    }
}
