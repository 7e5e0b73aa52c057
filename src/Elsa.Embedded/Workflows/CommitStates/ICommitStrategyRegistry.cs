using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Elsa.Workflows.CommitStates;

/// <summary>The strategies that definitions may name.</summary>
public interface ICommitStrategyRegistry
{
    /// <summary>The strategies of workflows.</summary>
    IEnumerable<WorkflowCommitStrategyRegistration> ListWorkflowStrategyRegistrations();

    /// <summary>The strategies of activities.</summary>
    IEnumerable<ActivityCommitStrategyRegistration> ListActivityStrategyRegistrations();

    /// <summary>Adds a strategy.</summary>
    void RegisterStrategy(WorkflowCommitStrategyRegistration registration);

    /// <summary>Adds a strategy.</summary>
    void RegisterStrategy(ActivityCommitStrategyRegistration registration);

    /// <summary>The strategy of workflows with the name.</summary>
    IWorkflowCommitStrategy? FindWorkflowStrategy(string name);

    /// <summary>The strategy of activities with the name.</summary>
    IActivityCommitStrategy? FindActivityStrategy(string name);
}

/// <summary>When the state of instances is stored.</summary>
public class CommitStateOptions
{
    /// <summary>The strategies of workflows by name.</summary>
    public IDictionary<string, WorkflowCommitStrategyRegistration> WorkflowCommitStrategies { get; set; } = new Dictionary<string, WorkflowCommitStrategyRegistration>();

    /// <summary>The strategies of activities by name.</summary>
    public IDictionary<string, ActivityCommitStrategyRegistration> ActivityCommitStrategies { get; set; } = new Dictionary<string, ActivityCommitStrategyRegistration>();

    /// <summary>The strategy of workflows that name none; without it the state is stored when a burst is over.</summary>
    public IWorkflowCommitStrategy? DefaultWorkflowCommitStrategy { get; set; }

    /// <summary>The strategy of activities that name none.</summary>
    public IActivityCommitStrategy? DefaultActivityCommitStrategy { get; set; }
}

/// <summary>Holds the strategies in the order in which they came.</summary>
internal sealed class CommitStrategyRegistry : ICommitStrategyRegistry
{
    private readonly ConcurrentDictionary<string, WorkflowCommitStrategyRegistration> _workflows = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, ActivityCommitStrategyRegistration> _activities = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _order = [];

    public CommitStrategyRegistry(IOptions<CommitStateOptions> options)
    {
        foreach (var registration in options.Value.WorkflowCommitStrategies.Values)
            RegisterStrategy(registration);
        foreach (var registration in options.Value.ActivityCommitStrategies.Values)
            RegisterStrategy(registration);
    }

    public IEnumerable<WorkflowCommitStrategyRegistration> ListWorkflowStrategyRegistrations() => Ordered(_workflows);

    public IEnumerable<ActivityCommitStrategyRegistration> ListActivityStrategyRegistrations() => Ordered(_activities);

    public void RegisterStrategy(WorkflowCommitStrategyRegistration registration) => Register(_workflows, registration.Metadata!.Name, registration);

    public void RegisterStrategy(ActivityCommitStrategyRegistration registration) => Register(_activities, registration.Metadata!.Name, registration);

    public IWorkflowCommitStrategy? FindWorkflowStrategy(string name) => _workflows.GetValueOrDefault(name)?.Strategy;

    public IActivityCommitStrategy? FindActivityStrategy(string name) => _activities.GetValueOrDefault(name)?.Strategy;

    private void Register<T>(ConcurrentDictionary<string, T> registrations, string name, T registration)
    {
        lock (_order)
            _order.Add(name);
        registrations[name] = registration;
    }

    private List<T> Ordered<T>(ConcurrentDictionary<string, T> registrations)
    {
        lock (_order)
            return registrations.OrderBy(x => _order.IndexOf(x.Key)).Select(x => x.Value).ToList();
    }
}
