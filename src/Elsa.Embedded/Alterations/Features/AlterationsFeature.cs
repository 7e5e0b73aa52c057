using Elsa.Alterations.AlterationHandlers;
using Elsa.Alterations.AlterationTypes;
using Elsa.Alterations.Core.Contracts;
using Elsa.Alterations.Core.Entities;
using Elsa.Alterations.Core.Extensions;
using Elsa.Alterations.Core.Serialization;
using Elsa.Alterations.Plans;
using Elsa.Alterations.Services;
using Elsa.Alterations.Stores;
using Elsa.Common.Services;
using Elsa.Features.Abstractions;
using Elsa.Features.Attributes;
using Elsa.Features.Services;
using Elsa.Workflows.Runtime.Dispatch;
using Elsa.Workflows.Runtime.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Alterations.Features;

/// <summary>Changes of instances that their workflows do not know of.</summary>
[DependsOn(typeof(WorkflowRuntimeFeature))]
public class AlterationsFeature : FeatureBase
{
    /// <summary>Creates the feature.</summary>
    public AlterationsFeature(IModule module) : base(module)
    {
    }

    /// <summary>Where plans are kept; default: in memory.</summary>
    public Func<IServiceProvider, IAlterationPlanStore> AlterationPlanStoreFactory { get; set; } = services => services.GetRequiredService<MemoryAlterationPlanStore>();

    /// <summary>Where jobs are kept; default: in memory.</summary>
    public Func<IServiceProvider, IAlterationJobStore> AlterationJobStoreFactory { get; set; } = services => services.GetRequiredService<MemoryAlterationJobStore>();

    /// <summary>Has jobs done; default: by the dispatch queue.</summary>
    public Func<IServiceProvider, IAlterationJobDispatcher> AlterationJobDispatcherFactory { get; set; } = services => services.GetRequiredService<AlterationJobs>();

    /// <summary>Adds a kind of change and what makes it.</summary>
    public AlterationsFeature AddAlteration<T, THandler>() where T : class, IAlteration where THandler : class, IAlterationHandler
    {
        Services.AddAlteration<T, THandler>();
        return this;
    }

    /// <inheritdoc />
    public override void Apply()
    {
        AddAlteration<Cancel, CancelHandler>();
        AddAlteration<CancelActivity, CancelActivityHandler>();
        AddAlteration<Migrate, MigrateHandler>();
        AddAlteration<ModifyVariable, ModifyVariableHandler>();
        AddAlteration<ScheduleActivity, ScheduleActivityHandler>();
        Services.AddSingleton<IAlterationSerializer, AlterationSerializer>();
        Services.AddScoped<DefaultAlterationRunner>();
        Services.AddScoped<IAlterationRunner>(sp => sp.GetRequiredService<DefaultAlterationRunner>());
        Services.AddScoped<IAlteredWorkflowDispatcher, AlteredWorkflowDispatcher>();
        Services.AddScoped<IWorkflowInstanceFinder, WorkflowInstanceFinder>();
        Services.AddScoped<FaultRetrier>();
        AddPlans();
    }

    private void AddPlans()
    {
        Services.AddSingleton<MemoryStore<AlterationPlan>>();
        Services.AddSingleton<MemoryStore<AlterationJob>>();
        Services.AddSingleton<MemoryAlterationPlanStore>();
        Services.AddSingleton<MemoryAlterationJobStore>();
        Services.AddSingleton(AlterationPlanStoreFactory);
        Services.AddSingleton(AlterationJobStoreFactory);
        Services.AddScoped<AlterationJobs>();
        Services.AddScoped(AlterationJobDispatcherFactory);
        Services.AddScoped<IAlterationJobRunner>(sp => sp.GetRequiredService<AlterationJobs>());
        Services.AddScoped<IAlterationPlanManager, AlterationPlanManager>();
        Services.AddScoped<IAlterationPlanScheduler, AlterationPlanScheduler>();
        Services.AddScoped<IDispatchHandler, AlterationDispatches>();
    }
}
