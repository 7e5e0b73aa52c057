using System.Text.Json;
using Elsa.Expressions.Contracts;
using Elsa.Expressions.Models;
using Elsa.Resilience.Models;
using Elsa.Resilience.Serialization;

namespace Elsa.Resilience;

/// <summary>Finds the strategy by its name, or by an expression that yields a name or a whole strategy.</summary>
public class ResilienceStrategyConfigEvaluator : IResilienceStrategyConfigEvaluator
{
    private readonly IResilienceStrategyCatalog _catalog;
    private readonly IExpressionEvaluator _expressionEvaluator;
    private readonly ResilienceStrategySerializer _strategySerializer;

    /// <summary>Creates the evaluator.</summary>
    public ResilienceStrategyConfigEvaluator(IResilienceStrategyCatalog catalog, IExpressionEvaluator expressionEvaluator, ResilienceStrategySerializer strategySerializer)
    {
        _catalog = catalog;
        _expressionEvaluator = expressionEvaluator;
        _strategySerializer = strategySerializer;
    }

    /// <inheritdoc />
    public async Task<IResilienceStrategy?> EvaluateAsync(ResilienceStrategyConfig? config, ExpressionExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (config is null)
            return null;
        if (config.Mode == ResilienceStrategyConfigMode.Identifier)
            return string.IsNullOrEmpty(config.StrategyId) ? null : await _catalog.GetAsync(config.StrategyId, cancellationToken);
        if (config.Expression is null)
            return null;

        switch (await _expressionEvaluator.EvaluateAsync(config.Expression, typeof(object), context))
        {
            case null or "":
                return null;
            case IResilienceStrategy strategy:
                return strategy;
            case string text when !text.TrimStart().StartsWith('{'):
                return await _catalog.GetAsync(text, cancellationToken);
            case string json:
                return _strategySerializer.Deserialize(json);
            case var value:
                return _strategySerializer.Deserialize(JsonSerializer.Serialize(value, _strategySerializer.SerializerOptions));
        }
    }
}
