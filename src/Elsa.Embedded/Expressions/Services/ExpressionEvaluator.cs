using Elsa.Expressions.Contracts;
using Elsa.Expressions.Helpers;
using Elsa.Expressions.Models;

namespace Elsa.Expressions.Services;

/// <summary>Hands each expression to the evaluator of its syntax.</summary>
public class ExpressionEvaluator : IExpressionEvaluator
{
    private readonly IExpressionDescriptorRegistry _registry;
    private readonly IServiceProvider _serviceProvider;

    /// <summary>Creates the evaluator.</summary>
    public ExpressionEvaluator(IExpressionDescriptorRegistry registry, IServiceProvider serviceProvider)
    {
        _registry = registry;
        _serviceProvider = serviceProvider;
    }

    /// <inheritdoc />
    public async ValueTask<T?> EvaluateAsync<T>(Expression expression, ExpressionExecutionContext context, ExpressionEvaluatorOptions? options = null) =>
        (await EvaluateAsync(expression, typeof(T), context, options)).ConvertTo<T>();

    /// <inheritdoc />
    public ValueTask<object?> EvaluateAsync(Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions? options = null)
    {
        var descriptor = _registry.Find(expression.Type) ?? throw new NotSupportedException(
            $"There is no evaluator for expressions of the type '{expression.Type}'. Known types: {string.Join(", ", _registry.ListAll().Select(x => x.Type))}.");
        return descriptor.HandlerFactory(_serviceProvider).EvaluateAsync(expression, returnType, context, options ?? ExpressionEvaluatorOptions.Empty);
    }
}
