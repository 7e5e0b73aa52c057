using Elsa.Workflows;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace TapeFlows.Activities.Hints;

/// <summary>Makes known what fills the lists that a designer shows.</summary>
internal static class OptionProviders
{
    /// <summary>
    /// Adds every option provider of this assembly: by its own type, which an input names, and by that of Elsa, under which its documentation registers them.
    /// </summary>
    public static IServiceCollection AddOptionProviders(this IServiceCollection services)
    {
        foreach (var type in typeof(OptionProviders).Assembly.GetTypes().Where(type => !type.IsAbstract && typeof(IPropertyUIHandler).IsAssignableFrom(type)))
        {
            services.TryAddScoped(type);
            services.TryAddEnumerable(ServiceDescriptor.Scoped(typeof(IPropertyUIHandler), type));
        }

        return services;
    }
}
