using Elsa.Resilience.Options;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Resilience.Extensions;

/// <summary>Registers kinds of strategies.</summary>
public static class ResilienceServiceCollectionExtensions
{
    /// <summary>Lets the configuration name a kind of strategy.</summary>
    public static IServiceCollection AddResilienceStrategy<T>(this IServiceCollection services) => services.AddResilienceStrategies([typeof(T)]);

    /// <summary>Lets the configuration name kinds of strategies.</summary>
    public static IServiceCollection AddResilienceStrategies(this IServiceCollection services, IEnumerable<Type> types)
    {
        var added = types.ToList();
        return services.Configure<ResilienceOptions>(options =>
        {
            foreach (var type in added)
                options.StrategyTypes.Add(type);
        });
    }
}
