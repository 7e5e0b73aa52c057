using Elsa.Features.Services;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Features.Abstractions;

/// <summary>A feature that does nothing until told otherwise.</summary>
public abstract class FeatureBase : IFeature
{
    /// <summary>Creates the feature for a module.</summary>
    protected FeatureBase(IModule module) => Module = module;

    /// <inheritdoc />
    public IModule Module { get; }

    /// <summary>The host's services.</summary>
    public IServiceCollection Services => Module.Services;

    /// <inheritdoc />
    public virtual void Configure()
    {
    }

    /// <inheritdoc />
    public virtual void ConfigureHostedServices()
    {
    }

    /// <inheritdoc />
    public virtual void Apply()
    {
    }
}
