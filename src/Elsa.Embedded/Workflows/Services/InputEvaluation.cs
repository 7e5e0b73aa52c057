using Elsa.Expressions;
using Elsa.Expressions.Contracts;
using Elsa.Expressions.Helpers;
using Elsa.Expressions.Models;
using Elsa.Workflows.Exceptions;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Services;

/// <summary>Turns the expressions of an activity's inputs into values, before the activity is executed.</summary>
internal static class InputEvaluation
{
    /// <summary>Evaluates the inputs once for each execution, however often the instance is stored in between.</summary>
    public static ValueTask EnsureAsync(ActivityExecutionContext context)
    {
        if (context.InputsAreEvaluated)
            return ValueTask.CompletedTask;
        return context.InputsWereEvaluated ? RecallAsync(context) : EvaluateAllAsync(context);
    }

    // What was stored is taken as it was; what may be secret never was stored.
    private static async ValueTask RecallAsync(ActivityExecutionContext context)
    {
        context.InputsAreEvaluated = true;
        foreach (var descriptor in context.ActivityDescriptor.InputList.Where(x => x.AutoEvaluate))
        {
            if (Find(context, descriptor) is not Input input)
                continue;
            if (context.HasActivityState && context.ActivityState.TryGetValue(descriptor.Name, out var stored) && stored.TryConvertTo(descriptor.Type) is { IsSuccess: true } recalled)
                context.ExpressionExecutionContext.Memory.Blocks[input.MemoryBlockReference().EnsureId()] = new MemoryBlock(recalled.Value);
            else
                await EvaluateAsync(context, descriptor);
        }
    }

    private static object? Find(ActivityExecutionContext context, InputDescriptor descriptor) => descriptor.IsSynthetic
        ? context.Activity.SyntheticProperties.TryGetValue(descriptor.Name, out var synthetic) ? synthetic : null
        : descriptor.ValueGetter(context.Activity);

    public static async ValueTask EvaluateAllAsync(ActivityExecutionContext context)
    {
        foreach (var descriptor in context.ActivityDescriptor.InputList)
        {
            if (descriptor.AutoEvaluate)
                await EvaluateAsync(context, descriptor);
        }

        context.InputsAreEvaluated = true;
    }

    public static async ValueTask<object?> EvaluateAsync(ActivityExecutionContext context, InputDescriptor descriptor)
    {
        try
        {
            var property = Find(context, descriptor);
            var value = property is Input input ? await EvaluateAsync(context, input, descriptor.Type) : property;

            // A value that may be secret is never written down.
            if (!descriptor.IsSensitive && descriptor.IsSerializable != false)
                context.ActivityState[descriptor.Name] = value!;
            return value;
        }
        catch (Exception e) when (!context.WorkflowExecutionContext.IsCancellation(e))
        {
            // The reason may quote the value, so for what may be secret only its kind is told.
            var activity = context.Activity;
            var reason = descriptor.IsSensitive ? $"{e.GetType().Name} (the message is withheld, as it may hold what is secret)" : e.Message;
            var detail = new InvalidOperationException($"Activity '{activity.Id}' ({activity.Type}), input '{descriptor.Name}': {reason}", descriptor.IsSensitive ? null : e);
            throw new InputEvaluationException(descriptor.Name, $"Failed to evaluate activity input '{descriptor.Name}'", detail);
        }
    }

    public static async ValueTask<object?> EvaluateAsync(ActivityExecutionContext context, Input input, Type type)
    {
        var scope = context.ExpressionExecutionContext;
        var reference = input.MemoryBlockReference();
        if (input.Expression is not { } expression)
            return scope.TryGet(reference, out var known) ? known.ConvertTo(type) : null;

        var evaluated = expression.Type switch
        {
            // The syntaxes of nearly all inputs, without the way through the registry.
            "Literal" => await LiteralExpressionHandler.Instance.EvaluateAsync(expression, type, scope, ExpressionEvaluatorOptions.Empty),
            "Delegate" => await DelegateExpressionHandler.Instance.EvaluateAsync(expression, type, scope, ExpressionEvaluatorOptions.Empty),
            _ => await context.GetRequiredService<IExpressionEvaluator>().EvaluateAsync(expression, type, scope),
        };
        var value = evaluated.ConvertTo(type);
        scope.Memory.Blocks[reference.EnsureId()] = new MemoryBlock(value);
        return value;
    }
}
