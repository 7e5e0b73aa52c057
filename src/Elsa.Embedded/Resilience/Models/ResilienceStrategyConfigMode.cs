namespace Elsa.Resilience.Models;

/// <summary>How a strategy is chosen.</summary>
public enum ResilienceStrategyConfigMode
{
    /// <summary>By its name.</summary>
    Identifier,

    /// <summary>By an expression.</summary>
    Expression,
}
