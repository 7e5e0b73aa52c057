using Elsa.Alterations.AlterationHandlers;
using Elsa.Alterations.AlterationTypes;
using Elsa.Alterations.Core.Contracts;
using Elsa.Alterations.Core.Extensions;
using Elsa.Alterations.Core.Serialization;
using Elsa.Alterations.Services;
using Elsa.Features.Abstractions;
using Elsa.Features.Attributes;
using Elsa.Features.Services;
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
        Services.AddScoped<IAlterationRunner, DefaultAlterationRunner>();
        Services.AddScoped<IAlteredWorkflowDispatcher, AlteredWorkflowDispatcher>();
        Services.AddScoped<IWorkflowInstanceFinder, WorkflowInstanceFinder>();
        Services.AddScoped<FaultRetrier>();
    }
}
