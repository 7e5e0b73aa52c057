using System.Reflection;
using Elsa.Features.Attributes;
using Elsa.Features.Contracts;
using Elsa.Features.Models;
using Elsa.Features.Services;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Elsa.Features.Implementations;

/// <summary>Collects features, adds what they depend on, then lets each register its services once.</summary>
public class Module : IModule
{
    private readonly Dictionary<Type, IFeature> _features = [];
    private readonly Dictionary<Type, Action<IFeature>> _configurators = [];
    private readonly HashSet<Type> _configured = [];
    private readonly HashSet<Type> _applied = [];
    private readonly InstalledFeatureRegistry _installed = new();

    /// <summary>Creates a module over the host's services.</summary>
    public Module(IServiceCollection services) => Services = services;

    /// <inheritdoc />
    public IServiceCollection Services { get; }

    /// <inheritdoc />
    public IDictionary<object, object> Properties { get; } = new Dictionary<object, object>();

    /// <inheritdoc />
    public bool HasFeature<T>() where T : class, IFeature => HasFeature(typeof(T));

    /// <inheritdoc />
    public bool HasFeature(Type featureType) => _features.ContainsKey(featureType);

    /// <inheritdoc />
    public T Configure<T>(Action<T>? configure = null) where T : class, IFeature =>
        Configure(module => (T)Activator.CreateInstance(typeof(T), module)!, configure);

    /// <inheritdoc />
    public T Configure<T>(Func<IModule, T> factory, Action<T>? configure = null) where T : class, IFeature
    {
        if (!_features.TryGetValue(typeof(T), out var feature))
            _features[typeof(T)] = feature = factory(this);

        if (configure is not null)
        {
            Action<IFeature> action = x => configure((T)x);
            _configurators[typeof(T)] = _configurators.TryGetValue(typeof(T), out var earlier) ? earlier + action : action;
        }

        return (T)feature;
    }

    /// <inheritdoc />
    public void Apply()
    {
        AddDependencies();

        // A feature or a host's action may configure others, which adds features and actions: repeat until nothing is new.
        ConfigureNew();
        while (_configurators.Count > 0)
        {
            var (type, action) = _configurators.First();
            _configurators.Remove(type);
            action(_features[type]);
            AddDependencies();
            ConfigureNew();
        }

        foreach (var (type, feature) in _features.ToList())
        {
            if (!_applied.Add(type))
                continue;
            feature.Apply();
            feature.ConfigureHostedServices();
            _installed.Add(Describe(type));
        }

        Services.TryAddSingleton<IInstalledFeatureRegistry>(_installed);
    }

    // As the recorded server names them: Elsa.Workflows.Api.Features.RealTimeWorkflowUpdatesFeature is Elsa.RealTimeWorkflowUpdates.
    private static FeatureDescriptor Describe(Type type)
    {
        const string suffix = "Feature";
        var name = type.Name.EndsWith(suffix, StringComparison.Ordinal) ? type.Name[..^suffix.Length] : type.Name;
        return new FeatureDescriptor(name, "Elsa", name);
    }

    private void ConfigureNew()
    {
        while (_features.FirstOrDefault(x => !_configured.Contains(x.Key)) is { Key: not null } next)
        {
            _configured.Add(next.Key);
            next.Value.Configure();
            AddDependencies();
        }
    }

    private void AddDependencies()
    {
        var pending = new Queue<Type>(_features.Keys);
        while (pending.TryDequeue(out var type))
        {
            foreach (var needed in type.GetCustomAttributes<DependsOnAttribute>().Select(x => x.Type))
            {
                if (_features.ContainsKey(needed))
                    continue;
                _features[needed] = (IFeature)Activator.CreateInstance(needed, this)!;
                pending.Enqueue(needed);
            }
        }
    }
}
