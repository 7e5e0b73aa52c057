using Elsa.Alterations.Core.Contracts;
using Elsa.Alterations.Core.Options;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Alterations.Core.Extensions;

/// <summary>Adds changes.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds a kind of change and what makes it.</summary>
    public static IServiceCollection AddAlteration<T, THandler>(this IServiceCollection services) where T : IAlteration where THandler : class, IAlterationHandler
    {
        services.Configure<AlterationOptions>(x => x.AlterationTypes.Add(typeof(T)));
        return services.AddScoped<IAlterationHandler, THandler>();
    }
}
