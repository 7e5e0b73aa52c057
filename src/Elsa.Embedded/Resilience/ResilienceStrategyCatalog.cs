namespace Elsa.Resilience;

/// <summary>Knows the strategies of all sources; where two have the same name, that of the first source counts.</summary>
public class ResilienceStrategyCatalog : IResilienceStrategyCatalog
{
    private readonly IEnumerable<IResilienceStrategySource> _providers;

    /// <summary>Creates the catalog.</summary>
    public ResilienceStrategyCatalog(IEnumerable<IResilienceStrategySource> providers) => _providers = providers;

    /// <inheritdoc />
    public async Task<IEnumerable<IResilienceStrategy>> ListAsync(CancellationToken cancellationToken = default)
    {
        var strategies = new List<IResilienceStrategy>();
        foreach (var provider in _providers)
            strategies.AddRange(await provider.GetStrategiesAsync(cancellationToken));
        return strategies.DistinctBy(x => x.Id, StringComparer.Ordinal).ToList();
    }

    /// <inheritdoc />
    public async Task<IResilienceStrategy?> GetAsync(string id, CancellationToken cancellationToken = default) =>
        (await ListAsync(cancellationToken)).FirstOrDefault(x => x.Id == id);
}
