using System.ComponentModel;
using System.Reflection;
using Elsa.Features.Abstractions;
using Elsa.Features.Services;
using Elsa.Workflows.CommitStates.Strategies;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Workflows.CommitStates;

/// <summary>Says when the state of instances is stored.</summary>
public class CommitStrategiesFeature : FeatureBase
{
    private readonly CommitStateOptions _options = new();

    /// <summary>Creates the feature with the strategies that every Elsa has.</summary>
    public CommitStrategiesFeature(IModule module) : base(module)
    {
    }

    /// <summary>Adds the strategies that every Elsa has, under the names that definitions use.</summary>
    public void AddStandardStrategies()
    {
        Add(new WorkflowExecutingWorkflowStrategy());
        Add(new WorkflowExecutedWorkflowStrategy());
        Add(new ActivityExecutingWorkflowStrategy());
        Add(new ActivityExecutedWorkflowStrategy());
        Add("Periodic", "Every 10 seconds", "Determines whether a workflow state should be committed based on a specified time interval.", new PeriodicWorkflowStrategy(TimeSpan.FromSeconds(10)));
        Add(new CommitAlwaysActivityStrategy());
        Add(new CommitNeverActivityStrategy());
        Add(new ExecutingActivityStrategy());
        Add(new ExecutedActivityStrategy());
    }

    /// <summary>Adds a strategy; its name follows from the class.</summary>
    public void Add(IWorkflowCommitStrategy strategy) => Add(new WorkflowCommitStrategyRegistration(strategy, Describe(strategy, "WorkflowStrategy")));

    /// <summary>Adds a strategy; its name follows from the class.</summary>
    public void Add(IActivityCommitStrategy strategy) => Add(new ActivityCommitStrategyRegistration(strategy, Describe(strategy, "ActivityStrategy")));

    /// <summary>Adds a strategy.</summary>
    public void Add(string name, string displayName, string description, IWorkflowCommitStrategy strategy) =>
        Add(new WorkflowCommitStrategyRegistration(strategy, new CommitStrategyMetadata { Name = name, DisplayName = displayName, Description = description }));

    /// <summary>Adds a strategy.</summary>
    public void Add(string name, string displayName, string description, IActivityCommitStrategy strategy) =>
        Add(new ActivityCommitStrategyRegistration(strategy, new CommitStrategyMetadata { Name = name, DisplayName = displayName, Description = description }));

    /// <summary>Adds a strategy.</summary>
    public void Add(WorkflowCommitStrategyRegistration registration) => _options.WorkflowCommitStrategies[registration.Metadata!.Name] = registration;

    /// <summary>Adds a strategy.</summary>
    public void Add(ActivityCommitStrategyRegistration registration) => _options.ActivityCommitStrategies[registration.Metadata!.Name] = registration;

    /// <summary>The strategy of workflows that name none.</summary>
    public void SetDefaultWorkflowCommitStrategy(IWorkflowCommitStrategy strategy) => _options.DefaultWorkflowCommitStrategy = strategy;

    /// <summary>The strategy of activities that name none.</summary>
    public void SetDefaultActivityCommitStrategy(IActivityCommitStrategy strategy) => _options.DefaultActivityCommitStrategy = strategy;

    /// <inheritdoc />
    public override void Apply()
    {
        AddStandardStrategies();
        Services.Configure<CommitStateOptions>(options =>
        {
            foreach (var (name, registration) in _options.WorkflowCommitStrategies)
                options.WorkflowCommitStrategies[name] = registration;
            foreach (var (name, registration) in _options.ActivityCommitStrategies)
                options.ActivityCommitStrategies[name] = registration;
            options.DefaultWorkflowCommitStrategy ??= _options.DefaultWorkflowCommitStrategy;
            options.DefaultActivityCommitStrategy ??= _options.DefaultActivityCommitStrategy;
        });
        Services.AddSingleton<ICommitStrategyRegistry, CommitStrategyRegistry>();
        Services.AddSingleton<CommitMoments>();
    }

    private static CommitStrategyMetadata Describe(object strategy, string suffix)
    {
        var type = strategy.GetType();
        var name = type.Name.EndsWith(suffix, StringComparison.Ordinal) ? type.Name[..^suffix.Length] : type.Name;
        return new CommitStrategyMetadata
        {
            Name = name,
            DisplayName = type.GetCustomAttribute<DisplayNameAttribute>()?.DisplayName ?? name,
            Description = type.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "",
        };
    }
}
