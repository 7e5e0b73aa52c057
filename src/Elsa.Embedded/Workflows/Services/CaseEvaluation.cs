using Elsa.Expressions.Contracts;
using Elsa.Expressions.Helpers;
using Elsa.Expressions.Models;

namespace Elsa.Workflows.Services;

/// <summary>Finds the cases of a switch that hold, in their order.</summary>
internal static class CaseEvaluation
{
    public static async ValueTask<List<T>> MatchAsync<T>(ActivityExecutionContext context, IEnumerable<T> cases, Func<T, string> label, Func<T, Expression> condition, SwitchMode mode)
    {
        var evaluator = context.GetRequiredService<IExpressionEvaluator>();
        var matches = new List<T>();
        foreach (var item in cases)
        {
            if (!await HoldsAsync(context, evaluator, label(item), condition(item)))
                continue;
            matches.Add(item);
            if (mode == SwitchMode.MatchFirst)
                break;
        }

        return matches;
    }

    private static async ValueTask<bool> HoldsAsync(ActivityExecutionContext context, IExpressionEvaluator evaluator, string label, Expression? condition)
    {
        try
        {
            if (condition is null)
                throw new InvalidOperationException("it has no condition.");
            return (await evaluator.EvaluateAsync(condition, typeof(bool), context.ExpressionExecutionContext)).ConvertTo<bool>();
        }
        catch (Exception e) when (!context.WorkflowExecutionContext.IsCancellation(e))
        {
            throw new InvalidOperationException($"Failed to evaluate the case '{label}' of the activity '{context.Activity.Id}' ({context.Activity.Type}): {e.Message}", e);
        }
    }
}
