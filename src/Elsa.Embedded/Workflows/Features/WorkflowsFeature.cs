using Elsa.Common;
using Elsa.Expressions.Contracts;
using Elsa.Expressions.Options;
using Elsa.Expressions.Services;
using Elsa.Features.Abstractions;
using Elsa.Features.Attributes;
using Elsa.Features.Services;
using Elsa.Mediator.Contracts;
using Elsa.Mediator.Services;
using Elsa.Workflows.Builders;
using Elsa.Workflows.CommitStates;
using Elsa.Workflows.Expressions;
using Elsa.Workflows.Middleware.Activities;
using Elsa.Workflows.Middleware.Workflows;
using Elsa.Workflows.Runtime.Middleware.Activities;
using Elsa.Workflows.Pipelines.ActivityExecution;
using Elsa.Workflows.Pipelines.WorkflowExecution;
using Elsa.Workflows.Serialization;
using Elsa.Workflows.Services;
using Elsa.Workflows.UIHints.CheckList;
using Elsa.Workflows.UIHints.Dropdown;
using Elsa.Workflows.UIHints.JsonEditor;
using Elsa.Workflows.UIHints.RadioList;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Elsa.Workflows.Features;

/// <summary>The core: runs workflows in memory.</summary>
[DependsOn(typeof(CommitStrategiesFeature))]
public class WorkflowsFeature : FeatureBase
{
    /// <summary>Creates the feature.</summary>
    public WorkflowsFeature(IModule module) : base(module)
    {
    }

    /// <summary>Says where lines are written.</summary>
    public Func<IServiceProvider, IStandardOutStreamProvider> StandardOutStreamProvider { get; set; } = _ => new StandardOutStreamProvider(Console.Out);

    /// <summary>Makes identities.</summary>
    public Func<IServiceProvider, IIdentityGenerator> IdentityGenerator { get; set; } = sp => new TimeOrderedIdentityGenerator(sp.GetRequiredService<TimeProvider>());

    /// <summary>Stores state.</summary>
    public Func<IServiceProvider, ICommitStateHandler> CommitStateHandler { get; set; } = _ => new MemoryOnlyCommitStateHandler();

    /// <summary>Builds what every execution of an activity passes through.</summary>
    public Action<IActivityExecutionPipelineBuilder> ActivityExecutionPipeline { get; set; } = builder => builder
        .UseExceptionHandling()
        .UseExecutionLogging()
        .UseNotifications()
        .Use(next => new BackgroundActivityMiddleware(next).InvokeAsync)
        .UseDefaultActivityInvoker();

    /// <summary>Builds what every burst of a workflow passes through.</summary>
    public Action<IWorkflowExecutionPipelineBuilder> WorkflowExecutionPipeline { get; set; } = builder => builder.UseDefaultActivityScheduler();

    /// <summary>Sets where lines are written.</summary>
    public WorkflowsFeature WithStandardOutStreamProvider(Func<IServiceProvider, IStandardOutStreamProvider> provider)
    {
        StandardOutStreamProvider = provider;
        return this;
    }

    /// <summary>Sets what makes identities.</summary>
    public WorkflowsFeature WithIdentityGenerator(Func<IServiceProvider, IIdentityGenerator> generator)
    {
        IdentityGenerator = generator;
        return this;
    }

    /// <summary>Sets what every execution of an activity passes through.</summary>
    public WorkflowsFeature WithActivityExecutionPipeline(Action<IActivityExecutionPipelineBuilder> setup)
    {
        ActivityExecutionPipeline = setup;
        return this;
    }

    /// <summary>Sets what every burst of a workflow passes through.</summary>
    public WorkflowsFeature WithWorkflowExecutionPipeline(Action<IWorkflowExecutionPipelineBuilder> setup)
    {
        WorkflowExecutionPipeline = setup;
        return this;
    }

    /// <inheritdoc />
    public override void Apply()
    {
        AddExpressions();

        Services.TryAddSingleton(TimeProvider.System);
        Services.TryAddSingleton<ISystemClock, TimeProviderClock>();
        Services.AddSingleton(StandardOutStreamProvider);
        Services.AddSingleton(IdentityGenerator);
        Services.AddScoped<INotificationSender, SequentialNotificationSender>();

        Services.AddSingleton<IPropertyUIHandlerResolver, PropertyUIHandlerResolver>();
        Services.AddScoped<IUIHintHandler, DropDownUIHintHandler>();
        Services.AddScoped<IUIHintHandler, CheckListUIHintHandler>();
        Services.AddScoped<IUIHintHandler, RadioListUIHintHandler>();
        Services.AddScoped<IUIHintHandler, JsonEditorUIHintHandler>();
        Services.AddSingleton<IPropertyDefaultValueResolver, PropertyDefaultValueResolver>();
        Services.AddSingleton<IActivityDescriber, ActivityDescriber>();
        Services.AddSingleton<ActivityRegistry>();
        Services.AddSingleton<IActivityRegistry>(sp => sp.GetRequiredService<ActivityRegistry>());
        Services.AddSingleton<IStimulusHasher, StimulusHasher>();
        Services.AddSingleton<IWorkflowGraphBuilder, WorkflowGraphBuilder>();
        Services.AddSingleton<IWorkflowBuilderFactory, WorkflowBuilderFactory>();
        Services.AddSingleton<IWorkflowStateExtractor, WorkflowStateExtractor>();

        Services.AddSingleton<IStorageDriver>(_ => new WorkflowInstanceStorageDriver());
        Services.AddSingleton<IStorageDriver, WorkflowStorageDriver>();
        Services.AddSingleton<IStorageDriver, MemoryStorageDriver>();
        Services.AddSingleton<IStorageDriverManager, StorageDriverManager>();
        Services.AddSingleton<IVariablePersistenceManager, VariablePersistenceManager>();
        Services.AddSingleton<TypeAliases>();
        Services.AddSingleton<StateJson>();
        Services.AddSingleton<IWorkflowStateSerializer, WorkflowStateSerializer>();

        Services.AddSingleton<IActivityExecutionPipeline>(sp => new ActivityExecutionPipeline(sp, ActivityExecutionPipeline));
        Services.AddSingleton<IWorkflowExecutionPipeline>(sp => new WorkflowExecutionPipeline(sp, WorkflowExecutionPipeline));
        Services.AddScoped(CommitStateHandler);
        Services.AddScoped<IActivityInvoker, ActivityInvoker>();
        Services.AddScoped<IWorkflowRunner, WorkflowRunner>();
        Services.AddScoped<IIncidentStrategyResolver, IncidentStrategyResolver>();
        Services.AddOptions<Options.IncidentOptions>();
    }

    private void AddExpressions()
    {
        Services.AddOptions<ExpressionOptions>();
        Services.AddSingleton<IWellKnownTypeRegistry, WellKnownTypeRegistry>();
        Services.AddSingleton<IExpressionDescriptorProvider, CoreExpressionDescriptors>();
        Services.AddSingleton<IExpressionDescriptorRegistry, ExpressionDescriptorRegistry>();
        Services.AddScoped<IExpressionEvaluator, ExpressionEvaluator>();
    }
}
