namespace Elsa.Resilience;

/// <summary>Yields strategies.</summary>
public interface IResilienceStrategySource
{
    /// <summary>The strategies.</summary>
    Task<IEnumerable<IResilienceStrategy>> GetStrategiesAsync(CancellationToken cancellationToken = default);
}
