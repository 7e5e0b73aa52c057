using System.Reflection;
using Elsa.Common.Services;
using Elsa.Expressions.Options;
using Elsa.Features.Abstractions;
using Elsa.Features.Attributes;
using Elsa.Features.Services;
using Elsa.KeyValues.Contracts;
using Elsa.KeyValues.Entities;
using Elsa.KeyValues.Stores;
using Elsa.Workflows.ActivationValidators;
using Elsa.Workflows.CommitStates;
using Elsa.Workflows.Features;
using Elsa.Workflows.LogPersistence;
using Elsa.Workflows.LogPersistence.Strategies;
using Elsa.Workflows.Management.Features;
using Elsa.Workflows.Management.Materializers;
using Elsa.Workflows.Runtime.Handlers;
using Elsa.Workflows.Runtime.Providers;
using Elsa.Workflows.Runtime.ActivationValidators;
using Elsa.Workflows.Runtime.Bursts;
using Elsa.Workflows.Runtime.Dispatch;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Ledger;
using Elsa.Workflows.Runtime.Nodes;
using Elsa.Workflows.Runtime.Options;
using Elsa.Workflows.Runtime.Quiescence;
using Elsa.Workflows.Runtime.Retention;
using Elsa.Workflows.Runtime.Services;
using Elsa.Workflows.Runtime.Stores;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

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
        Workflows[workflowType.FullName!] = CodeWorkflows.FactoryOf(workflowType);
        return this;
    }

    /// <summary>Adds all public workflows of an assembly.</summary>
    public WorkflowRuntimeFeature AddWorkflowsFrom(Assembly assembly)
    {
        foreach (var type in CodeWorkflows.TypesIn(assembly))
            AddWorkflow(type);
        return this;
    }

    /// <summary>Where the index of bookmarks is kept; default: in memory.</summary>
    public Func<IServiceProvider, IBookmarkStore> BookmarkStore { get; set; } = services => services.GetRequiredService<MemoryBookmarkStore>();

    /// <summary>Where the index of triggers is kept; default: in memory.</summary>
    public Func<IServiceProvider, ITriggerStore> TriggerStore { get; set; } = services => services.GetRequiredService<MemoryTriggerStore>();

    /// <summary>Where events wait for their bookmark; default: in memory.</summary>
    public Func<IServiceProvider, IBookmarkQueueStore> BookmarkQueueStore { get; set; } = services => services.GetRequiredService<MemoryBookmarkQueueStore>();

    /// <summary>Where events are kept that never found it; default: in memory.</summary>
    public Func<IServiceProvider, IBookmarkQueueDeadLetterStore> BookmarkQueueDeadLetterStore { get; set; } = services => services.GetRequiredService<MemoryBookmarkQueueDeadLetterStore>();

    /// <summary>Tells the host of tasks to do; default: by a notification.</summary>
    public Func<IServiceProvider, ITaskDispatcher> RunTaskDispatcher { get; set; } = services => services.GetRequiredService<TaskDispatcher>();

    /// <summary>How dispatches are handled.</summary>
    public Action<WorkflowDispatcherOptions> WorkflowDispatcherOptions { get; set; } = _ => { };

    /// <summary>How long events wait for their bookmark.</summary>
    public Action<BookmarkQueuePurgeOptions> BookmarkQueuePurgeOptions { get; set; } = _ => { };

    /// <summary>How the runtime comes to rest.</summary>
    public Action<GracefulShutdownOptions>? GracefulShutdown { get; set; }

    internal Func<IServiceProvider, IRuntimeLedger> Ledger { get; set; } = services => services.GetRequiredService<MemoryLedger>();

    internal Func<IServiceProvider, IKeyValueStore> KeyValueStore { get; set; } = services => services.GetRequiredService<MemoryKeyValueStore>();

    /// <summary>Adds a name under which work can be dispatched.</summary>
    public WorkflowRuntimeFeature AddDispatcherChannel(string channel) => AddDispatcherChannel(new DispatcherChannel { Name = channel });

    /// <summary>Adds a name under which work can be dispatched.</summary>
    public WorkflowRuntimeFeature AddDispatcherChannel(DispatcherChannel channel)
    {
        WorkflowDispatcherOptions += options => options.Channels.Add(channel);
        return this;
    }

    /// <inheritdoc />
    public override void Configure()
    {
        Module.Configure<WorkflowsFeature>(x => x.CommitStateHandler = services => services.GetRequiredService<BurstAccessor>().IsTrial
            ? new MemoryOnlyCommitStateHandler()
            : services.GetRequiredService<DurableCommitStateHandler>());
    }

    /// <inheritdoc />
    public override void Apply()
    {
        Services.Configure<RuntimeOptions>(options =>
        {
            foreach (var (name, create) in Workflows)
                options.Workflows[name] = create;
        });
        Services.AddSingleton(sp => new CodeWorkflows { Factories = sp.GetRequiredService<IOptions<RuntimeOptions>>().Value.Workflows });
        Services.AddScoped<IWorkflowsProvider, CodeWorkflowsProvider>();
        Services.AddScoped<IWorkflowDefinitionStorePopulator, WorkflowDefinitionStorePopulator>();
        Services.AddNotificationHandler<DeleteInstanceRecords>();
        Services.AddNotificationHandler<IndexTriggers>();
        Services.AddNotificationHandler<ForgetInstances>();
        Services.AddNotificationHandler<ValidateTriggers>();
        Services.AddLogging();
        AddStores();
        AddBursts();
        AddDispatch();
        AddEvents();
        AddQuiescence();
        AddLogPersistence();
        Services.AddSingleton<IHostedService, RuntimeHost>();
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

    private void AddStores()
    {
        Services.AddSingleton<MemoryStore<StoredBookmark>>();
        Services.AddSingleton<MemoryStore<StoredTrigger>>();
        Services.AddSingleton<MemoryStore<BookmarkQueueItem>>();
        Services.AddSingleton<MemoryStore<BookmarkQueueDeadLetterItem>>();
        Services.TryAddSingleton<MemoryStore<SerializedKeyValuePair>>();
        Services.AddSingleton<MemoryBookmarkStore>();
        Services.AddSingleton<MemoryTriggerStore>();
        Services.AddSingleton<MemoryBookmarkQueueStore>();
        Services.AddSingleton<MemoryBookmarkQueueDeadLetterStore>();
        Services.AddSingleton<MemoryKeyValueStore>();
        Services.AddSingleton<LedgerClock>();
        Services.AddSingleton<MemoryLedger>();
        Services.AddSingleton(BookmarkStore);
        Services.AddSingleton(TriggerStore);
        Services.AddSingleton(BookmarkQueueStore);
        Services.AddSingleton(BookmarkQueueDeadLetterStore);
        Services.AddSingleton(KeyValueStore);
        Services.AddSingleton(Ledger);
    }

    // Definitions name a strategy as the list of strategies does; the recorded server lists names that it refuses.
    private void AddStrategy<T>() where T : class, IWorkflowActivationStrategy
    {
        var assembly = typeof(T) == typeof(AllowAlwaysStrategy) ? "Elsa.Workflows.Core" : "Elsa.Workflows.Runtime";
        Services.AddScoped<IWorkflowActivationStrategy, T>();
        Services.Configure<ExpressionOptions>(x => x.RegisterTypeAlias(typeof(T), typeof(T).Name).RegisterTypeAlias(typeof(T), $"{typeof(T).FullName}, {assembly}"));
    }

    private void AddBursts()
    {
        Services.AddOptions<RuntimeOptions>();
        Services.AddSingleton<Node>();
        Services.AddSingleton<BurstRegistry>();
        Services.AddSingleton<InstanceLocks>();
        Services.AddSingleton<BurstRunner>();
        Services.AddScoped<BurstAccessor>();
        Services.AddScoped<DurableCommitStateHandler>();
        Services.AddScoped<InstanceHoldings>();
        Services.AddScoped<StoredInstances>();
        Services.AddScoped<InstanceCanceler>();
        Services.AddScoped<IWorkflowRuntime, Services.WorkflowRuntime>();
        Services.AddScoped<WorkflowStarter>();
        Services.AddScoped<IWorkflowStarter>(sp => sp.GetRequiredService<WorkflowStarter>());
        Services.AddScoped<ITriggerInvoker>(sp => sp.GetRequiredService<WorkflowStarter>());
        Services.AddScoped<IWorkflowInvoker, WorkflowInvoker>();
        Services.TryAddScoped<IActivityTestRunner, ActivityTestRunner>();
        Services.AddScoped<IWorkflowCancellationService, WorkflowCancellationService>();
        Services.AddScoped<IWorkflowActivationStrategyEvaluator, Activations>();
        AddStrategy<AllowAlwaysStrategy>();
        AddStrategy<CorrelatedSingletonStrategy>();
        AddStrategy<CorrelationStrategy>();
        AddStrategy<SingletonStrategy>();
    }

    private void AddDispatch()
    {
        Services.Configure(WorkflowDispatcherOptions);
        Services.AddSingleton<DispatchSignal>();
        Services.AddSingleton<DispatchFactory>();
        Services.AddSingleton<DispatchWorker>();
        Services.AddScoped<DispatchExecutor>();
        Services.AddScoped<WorkflowDispatcher>();
        Services.AddScoped<IWorkflowDispatcher>(sp => sp.GetRequiredService<WorkflowDispatcher>());
        Services.AddScoped<IStimulusDispatcher>(sp => sp.GetRequiredService<WorkflowDispatcher>());
        Services.AddScoped<IWorkflowCancellationDispatcher>(sp => sp.GetRequiredService<WorkflowDispatcher>());
        Services.AddScoped<IWorkflowRestarter>(sp => sp.GetRequiredService<WorkflowDispatcher>());
        Services.AddSingleton<IInterruptedRecoveryScanner, InterruptedRecoveryScanner>();
    }

    private void AddEvents()
    {
        Services.Configure(BookmarkQueuePurgeOptions);
        Services.AddSingleton<BookmarkQueueSignal>();
        Services.AddScoped<StimulusExpansion>();
        Services.AddScoped<IStimulusSender, StimulusSender>();
        Services.AddScoped<IEventPublisher, EventPublisher>();
        Services.AddScoped<ITaskReporter, TaskReporter>();
        Services.AddScoped<TaskDispatcher>();
        Services.AddScoped(RunTaskDispatcher);
        Services.AddScoped<WorkflowResumer>();
        Services.AddScoped<IWorkflowResumer>(sp => sp.GetRequiredService<WorkflowResumer>());
#pragma warning disable CS0618 // The older contract is still part of Elsa's API.
        Services.AddScoped<IBookmarkResumer>(sp => sp.GetRequiredService<WorkflowResumer>());
#pragma warning restore CS0618
        Services.AddScoped<BookmarkQueue>();
        Services.AddScoped<IBookmarkQueue>(sp => sp.GetRequiredService<BookmarkQueue>());
        Services.AddScoped<IBookmarkQueueProcessor>(sp => sp.GetRequiredService<BookmarkQueue>());
        Services.AddScoped<BookmarkQueueDeadLetters>();
        Services.AddScoped<IBookmarkQueueDeadLetterManager>(sp => sp.GetRequiredService<BookmarkQueueDeadLetters>());
        Services.AddOptions<InstanceRetentionOptions>().Configure<IServiceProvider>((options, services) =>
        {
            if (services.GetService<IConfiguration>() is { } configuration)
                options.Read(configuration);
        });
        Services.AddScoped<InstanceRetention>();
        Services.AddScoped<IBookmarkQueuePurger>(sp => sp.GetRequiredService<BookmarkQueueDeadLetters>());
        Services.AddScoped<ITriggerIndexer, TriggerIndexer>();
        Services.AddScoped<IWorkflowMatcher, WorkflowMatcher>();
        Services.AddScoped<ITriggerBoundWorkflowService, TriggerBoundWorkflowService>();
    }

    // The order is what Studio shows; it takes the first one where nothing is chosen.
    private void AddLogPersistence()
    {
        Services.AddOptions<LogPersistenceOptions>();
        Services.AddSingleton<ILogPersistenceStrategy, Inherit>();
        Services.AddSingleton<ILogPersistenceStrategy, Include>();
        Services.AddSingleton<ILogPersistenceStrategy, Exclude>();
        Services.AddSingleton<ILogPersistenceStrategy, Configuration>();
        Services.AddSingleton<ILogPersistenceStrategyService, DefaultLogPersistenceStrategyService>();
        Services.AddSingleton<LogPersistencePlans>();
        Services.AddScoped<ActivityPropertyLogPersistenceEvaluator>();
        Services.AddScoped<RecordedValues>();
        Services.AddScoped<IActivityPropertyLogPersistenceEvaluator>(sp => sp.GetRequiredService<ActivityPropertyLogPersistenceEvaluator>());
    }

    private void AddQuiescence()
    {
        if (GracefulShutdown is not null)
            Services.Configure(GracefulShutdown);
        Services.AddSingleton<PauseMemory>();
        Services.AddSingleton<IQuiescenceSignal, QuiescenceSignal>();
        Services.AddSingleton<IDrainOrchestrator, DrainOrchestrator>();
        Services.AddSingleton<IIngressSource, QueueIngressSource>();
        Services.AddScoped<IWorkflowRuntimeAdminService, WorkflowRuntimeAdminService>();
    }
}
