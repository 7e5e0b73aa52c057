using System.Reflection;
using Elsa.Features.Abstractions;
using Elsa.Features.Attributes;
using Elsa.Features.Services;
using Elsa.Workflows.Features;
using Elsa.Workflows.Management.Features;
using Elsa.Workflows.Management.Materializers;
using Elsa.Workflows.Runtime.Handlers;
using Elsa.Workflows.Runtime.Providers;
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

    /// <summary>The workflows that are classes, by name.</summary>
    public IDictionary<string, Func<IServiceProvider, ValueTask<IWorkflow>>> Workflows { get; set; } = new Dictionary<string, Func<IServiceProvider, ValueTask<IWorkflow>>>();

    /// <summary>Adds a workflow that is a class.</summary>
    public WorkflowRuntimeFeature AddWorkflow<T>() where T : IWorkflow => AddWorkflow(typeof(T));

    /// <summary>Adds a workflow that is a class.</summary>
    public WorkflowRuntimeFeature AddWorkflow(Type workflowType)
    {
        Workflows[workflowType.FullName!] = services => new ValueTask<IWorkflow>((IWorkflow)ActivatorUtilities.CreateInstance(services, workflowType));
        return this;
    }

    /// <summary>Adds all public workflows of an assembly.</summary>
    public WorkflowRuntimeFeature AddWorkflowsFrom(Assembly assembly)
    {
        foreach (var type in assembly.GetExportedTypes().Where(x => typeof(IWorkflow).IsAssignableFrom(x) && x is { IsAbstract: false, IsInterface: false, ContainsGenericParameters: false }))
            AddWorkflow(type);
        return this;
    }

    /// <inheritdoc />
    public override void Apply()
    {
        Services.AddSingleton(new CodeWorkflows { Factories = Workflows });
        Services.AddScoped<IWorkflowsProvider, CodeWorkflowsProvider>();
        Services.AddScoped<IWorkflowDefinitionStorePopulator, WorkflowDefinitionStorePopulator>();
        Services.AddNotificationHandler<DeleteInstanceRecords>();
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
