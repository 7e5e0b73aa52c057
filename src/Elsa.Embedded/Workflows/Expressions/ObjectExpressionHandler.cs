using System.Text.Json;
using Elsa.Expressions.Contracts;
using Elsa.Expressions.Helpers;
using Elsa.Expressions.Models;

namespace Elsa.Workflows.Expressions;

/// <summary>Reads a value that is written as JSON.</summary>
public class ObjectExpressionHandler : IExpressionHandler
{
    /// <inheritdoc />
    public ValueTask<object?> EvaluateAsync(Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions options)
    {
        if (expression.Value is not string text)
            return new(expression.Value.ConvertTo(returnType));
        if (string.IsNullOrWhiteSpace(text))
            return new((object?)null);

        // As recorded: where any type will do, the text stays a text.
        if (returnType == typeof(object))
            return new(text);

        JsonElement json;
        try
        {
            using var document = JsonDocument.Parse(text);
            json = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"The text is not JSON: {e.Message}", e);
        }

        return new(json.ConvertTo(returnType));
    }
}
