using Elsa.Expressions.Models;
using Elsa.Resilience.Models;

namespace Elsa.Resilience;

/// <summary>Finds the strategy that an activity chose.</summary>
public interface IResilienceStrategyConfigEvaluator
{
    /// <summary>The strategy, or null if none was chosen or the chosen one is unknown.</summary>
    Task<IResilienceStrategy?> EvaluateAsync(ResilienceStrategyConfig? config, ExpressionExecutionContext context, CancellationToken cancellationToken = default);
}
