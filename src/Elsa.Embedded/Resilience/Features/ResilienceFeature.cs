using Elsa.Features.Abstractions;
using Elsa.Features.Attributes;
using Elsa.Features.Services;
using Elsa.Http.Resilience;
using Elsa.Resilience.Extensions;
using Elsa.Resilience.Modifiers;
using Elsa.Resilience.Recorders;
using Elsa.Resilience.Serialization;
using Elsa.Resilience.StrategySources;
using Elsa.Workflows;
using Elsa.Workflows.Features;
using Elsa.Workflows.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Resilience.Features;

/// <summary>Lets activities try again by named strategies.</summary>
[DependsOn(typeof(WorkflowsFeature))]
public class ResilienceFeature : FeatureBase
{
    private readonly HashSet<Type> _strategyTypes = [];
    private Func<IServiceProvider, IRetryAttemptRecorder> _recorder = _ => new ActivityExecutionContextRetryAttemptRecorder();
    private Func<IServiceProvider, IRetryAttemptReader> _reader = ReadFromStore;

    /// <summary>Creates the feature.</summary>
    public ResilienceFeature(IModule module) : base(module)
    {
    }

    /// <summary>Lets the configuration name a kind of strategy.</summary>
    public ResilienceFeature AddResilienceStrategyType<T>() where T : IResilienceStrategy => AddResilienceStrategyType(typeof(T));

    /// <summary>Lets the configuration name a kind of strategy.</summary>
    public ResilienceFeature AddResilienceStrategyType(Type strategyType)
    {
        _strategyTypes.Add(strategyType);
        return this;
    }

    /// <summary>Keeps attempts with the execution itself; this is the default.</summary>
    public ResilienceFeature WithActivityExecutionContextRetryAttemptRecorder() => WithRetryAttemptRecorder(_ => new ActivityExecutionContextRetryAttemptRecorder());

    /// <summary>Keeps no attempts.</summary>
    public ResilienceFeature WithVoidRetryAttemptRecorder() => WithRetryAttemptRecorder(_ => VoidRetryAttemptRecorder.Instance);

    /// <summary>Sets what keeps attempts.</summary>
    public ResilienceFeature WithRetryAttemptRecorder<T>() => WithRetryAttemptRecorder(x => (IRetryAttemptRecorder)ActivatorUtilities.GetServiceOrCreateInstance(x, typeof(T)));

    /// <summary>Sets what keeps attempts.</summary>
    public ResilienceFeature WithRetryAttemptRecorder(Func<IServiceProvider, IRetryAttemptRecorder> recorder)
    {
        _recorder = recorder;
        return this;
    }

    /// <summary>Sets what lists attempts.</summary>
    public ResilienceFeature WithRetryAttemptReader<T>() => WithRetryAttemptReader(x => (IRetryAttemptReader)ActivatorUtilities.GetServiceOrCreateInstance(x, typeof(T)));

    /// <summary>Sets what lists attempts.</summary>
    public ResilienceFeature WithRetryAttemptReader(Func<IServiceProvider, IRetryAttemptReader> reader)
    {
        _reader = reader;
        return this;
    }

    /// <inheritdoc />
    public override void Configure() => AddResilienceStrategyType<HttpResilienceStrategy>();

    /// <inheritdoc />
    public override void Apply()
    {
        Services.AddResilienceStrategies(_strategyTypes);
        Services.AddSingleton<ResilienceStrategySerializer>();
        Services.AddSingleton<IResilienceStrategySource>(x =>
            new ConfigurationResilienceStrategySource(x.GetService<IConfiguration>() ?? new ConfigurationBuilder().Build(), x.GetRequiredService<ResilienceStrategySerializer>()));
        Services.AddSingleton<IResilienceStrategyCatalog, ResilienceStrategyCatalog>();
        Services.AddScoped<IResilienceStrategyConfigEvaluator, ResilienceStrategyConfigEvaluator>();
        Services.AddScoped<IResilientActivityInvoker, ResilientActivityInvoker>();
        Services.AddScoped(_recorder);
        Services.AddScoped(_reader);
        Services.AddSingleton<ITransientExceptionStrategy, DefaultTransientExceptionStrategy>();
        Services.AddSingleton<ITransientExceptionDetector, TransientExceptionDetector>();
        Services.AddSingleton<IActivityDescriptorModifier, ResilientActivityDescriptorModifier>();
    }

    // Without a store of executions there is nothing to list.
    private static IRetryAttemptReader ReadFromStore(IServiceProvider services) =>
        services.GetService<IActivityExecutionStore>() is { } store ? new ActivityExecutionContextRetryAttemptReader(store) : VoidRetryAttemptReader.Instance;
}
