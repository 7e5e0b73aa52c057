namespace Elsa.Resilience;

/// <summary>Knows the strategies of all sources.</summary>
public interface IResilienceStrategyCatalog
{
    /// <summary>All strategies.</summary>
    Task<IEnumerable<IResilienceStrategy>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>The strategy of that name, or null.</summary>
    Task<IResilienceStrategy?> GetAsync(string id, CancellationToken cancellationToken = default);
}
