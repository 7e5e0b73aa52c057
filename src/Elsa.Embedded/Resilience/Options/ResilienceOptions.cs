namespace Elsa.Resilience.Options;

/// <summary>The kinds of strategies that a configuration may name.</summary>
public class ResilienceOptions
{
    /// <summary>The classes; each is named by its class name.</summary>
    public ICollection<Type> StrategyTypes { get; set; } = new HashSet<Type>();
}
