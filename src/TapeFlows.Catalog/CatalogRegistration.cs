using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TapeFlows.Backup;

namespace TapeFlows.Catalog;

/// <summary>The catalog in a service collection.</summary>
public static class CatalogRegistration
{
    /// <summary>
    /// Adds <see cref="CatalogDatabase"/> as the one <see cref="ICatalog"/>, also under each of its parts. It opens at its first call; a
    /// program that wants to fail early awaits <see cref="CatalogDatabase.PrepareAsync"/> at its start.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configure">Says where the catalog is.</param>
    /// <returns>The same collection.</returns>
    /// <exception cref="CatalogException">The options make no sense.</exception>
    public static IServiceCollection AddTapeFlowsCatalog(this IServiceCollection services, Action<CatalogOptions> configure)
    {
        var options = new CatalogOptions();
        configure(options);
        options.Validate();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new CatalogDatabase(options, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ICatalog>(provider => provider.GetRequiredService<CatalogDatabase>());
        services.AddSingleton<IVolumeCatalog>(provider => provider.GetRequiredService<CatalogDatabase>());
        services.AddSingleton<ISetCatalog>(provider => provider.GetRequiredService<CatalogDatabase>());
        services.AddSingleton<IFileCatalog>(provider => provider.GetRequiredService<CatalogDatabase>());
        return services;
    }
}
