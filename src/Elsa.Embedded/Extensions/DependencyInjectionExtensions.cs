using Elsa.Features.Implementations;
using Elsa.Features.Services;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Extensions;

/// <summary>Creates modules and switches features on.</summary>
public static class DependencyInjectionExtensions
{
    /// <summary>Creates an empty module over the host's services.</summary>
    public static IModule CreateModule(this IServiceCollection services) => new Module(services);

    /// <summary>Adds a feature and configures it.</summary>
    public static IModule Use<T>(this IModule module, Action<T>? configure = null) where T : class, IFeature
    {
        module.Configure(configure);
        return module;
    }
}
