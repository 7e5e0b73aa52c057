using Elsa.Features.Abstractions;
using Elsa.Features.Services;
using Elsa.Persistence.EFCore.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Elsa.Persistence.EFCore;

/// <summary>A feature that keeps its entities in a database.</summary>
public abstract class PersistenceFeatureBase<TFeature, TDbContext> : FeatureBase where TDbContext : ElsaDbContextBase
{
    /// <summary>Creates the feature.</summary>
    protected PersistenceFeatureBase(IModule module) : base(module)
    {
    }

    /// <summary>Whether the tables are made and upgraded when the host starts; default: yes. Otherwise they must be there.</summary>
    public virtual bool RunMigrations { get; set; } = true;

    /// <summary>How long a factory of contexts lives; default: as long as the host.</summary>
    public ServiceLifetime DbContextFactoryLifetime { get; set; } = ServiceLifetime.Singleton;

    /// <summary>Says which database; <c>UseSqlite</c> and <c>UsePostgreSql</c> set it.</summary>
    public virtual Action<IServiceProvider, DbContextOptionsBuilder> DbContextOptionsBuilder { get; set; } = (_, _) =>
        throw new InvalidOperationException($"{typeof(TFeature).Name} has no database. Call UseSqlite or UsePostgreSql on it.");

    /// <inheritdoc />
    public override void Apply()
    {
        // Features may share a context; the first that is applied decides, and what sets the database sets it for all that share it.
        if (Services.Any(x => x.ServiceType == typeof(IDbContextFactory<TDbContext>)))
            return;
        var configure = DbContextOptionsBuilder;
        Services.AddDbContextFactory<TDbContext>((services, builder) => configure(services, builder), DbContextFactoryLifetime);
        Services.AddSingleton(ContextRegistration.Of<TDbContext>(RunMigrations));
        Services.TryAddSingleton(TimeProvider.System);
        Services.TryAddSingleton<ContextHomes>();
        Services.TryAddSingleton<ElsaStorage>();
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<Microsoft.Extensions.Hosting.IHostedService, StorageStart>());
    }
}
