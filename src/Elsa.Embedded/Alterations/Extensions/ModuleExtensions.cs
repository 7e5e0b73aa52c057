using Elsa.Alterations.Features;
using Elsa.Extensions;
using Elsa.Features.Services;

namespace Elsa.Alterations.Extensions;

/// <summary>Adds the feature.</summary>
public static class ModuleExtensions
{
    /// <summary>Allows instances to be changed.</summary>
    public static IModule UseAlterations(this IModule module, Action<AlterationsFeature>? configure = null) => module.Use(configure);
}
