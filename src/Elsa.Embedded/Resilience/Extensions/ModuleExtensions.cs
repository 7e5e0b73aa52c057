using Elsa.Extensions;
using Elsa.Features.Services;
using Elsa.Resilience.Features;

namespace Elsa.Resilience.Extensions;

/// <summary>Adds resilience to an engine.</summary>
public static class ModuleExtensions
{
    /// <summary>Lets activities try again by named strategies.</summary>
    public static IModule UseResilience(this IModule module, Action<ResilienceFeature>? configure = null) => module.Use(configure);
}
