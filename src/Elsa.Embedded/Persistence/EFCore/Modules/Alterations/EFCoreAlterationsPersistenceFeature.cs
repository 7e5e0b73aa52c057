using Elsa.Alterations.Features;
using Elsa.Features.Attributes;
using Elsa.Features.Services;
using Elsa.Persistence.EFCore.Modules.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Elsa.Persistence.EFCore.Modules.Alterations;

/// <summary>Keeps plans of alterations and their jobs in a database, which must be that of the runtime: their steps are in its dispatch queue.</summary>
[DependsOn(typeof(AlterationsFeature))]
public class EFCoreAlterationsPersistenceFeature : PersistenceFeatureBase<EFCoreAlterationsPersistenceFeature, AlterationsElsaDbContext>
{
    /// <summary>Creates the feature.</summary>
    public EFCoreAlterationsPersistenceFeature(IModule module) : base(module)
    {
    }

    /// <inheritdoc />
    public override void Configure() => Module.Configure<AlterationsFeature>(x =>
    {
        x.AlterationPlanStoreFactory = services => services.GetRequiredService<AlterationPlanRows>();
        x.AlterationJobStoreFactory = services => services.GetRequiredService<AlterationJobRows>();
    });

    /// <inheritdoc />
    public override void Apply()
    {
        base.Apply();
        Services.TryAddSingleton<RecordJson>();
        Services.AddSingleton<AlterationPlanRows>();
        Services.AddSingleton<AlterationJobRows>();
    }
}

/// <summary>Keeps plans of alterations and their jobs in a database.</summary>
public static class Extensions
{
    /// <summary>Keeps plans of alterations and their jobs in a database.</summary>
    public static AlterationsFeature UseEntityFrameworkCore(this AlterationsFeature feature, Action<EFCoreAlterationsPersistenceFeature>? configure = null)
    {
        feature.Module.Configure(configure);
        return feature;
    }
}
