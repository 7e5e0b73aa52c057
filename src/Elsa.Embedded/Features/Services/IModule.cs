using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Features.Services;

/// <summary>The features that make up one engine.</summary>
public interface IModule
{
    /// <summary>The host's services.</summary>
    IServiceCollection Services { get; }

    /// <summary>A bag for what features share while they are configured.</summary>
    IDictionary<object, object> Properties { get; }

    /// <summary>Whether the feature is part of the module.</summary>
    bool HasFeature<T>() where T : class, IFeature;

    /// <summary>Whether the feature is part of the module.</summary>
    bool HasFeature(Type featureType);

    /// <summary>Adds the feature if need be and configures it; the action runs when the module is applied.</summary>
    T Configure<T>(Action<T>? configure = null) where T : class, IFeature;

    /// <summary>Adds the feature by a factory if need be and configures it.</summary>
    T Configure<T>(Func<IModule, T> factory, Action<T>? configure = null) where T : class, IFeature;

    /// <summary>Registers all services of all features; called once by <c>AddElsa</c>.</summary>
    void Apply();
}
