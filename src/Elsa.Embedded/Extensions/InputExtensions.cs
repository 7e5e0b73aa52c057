using System.Runtime.CompilerServices;
using Elsa.Expressions.Helpers;
using Elsa.Expressions.Models;
using Elsa.Workflows;
using Elsa.Workflows.Models;

namespace Elsa.Extensions;

/// <summary>Reads inputs.</summary>
public static class InputExtensions
{
    /// <summary>The value of an input that must have one.</summary>
    public static T Get<T>(this Input<T>? input, ActivityExecutionContext context, [CallerArgumentExpression(nameof(input))] string? inputName = null) =>
        input.Get(context.ExpressionExecutionContext, inputName);

    /// <summary>The value of an input that must have one.</summary>
    public static T Get<T>(this Input<T>? input, ExpressionExecutionContext context, [CallerArgumentExpression(nameof(input))] string? inputName = null)
    {
        if (input is not null && context.TryGet(input.MemoryBlockReference(), out var value) && value is not null)
            return value.ConvertTo<T>()!;
        var activity = context.ActivityContext?.Activity;
        throw new InvalidOperationException($"The input '{inputName}' of the activity '{activity?.Id}' ({activity?.Type}) has no value.");
    }

    /// <summary>The value of an input, or another one where it has none.</summary>
    public static T? GetOrDefault<T>(this Input<T>? input, ActivityExecutionContext context, Func<T>? defaultValue = null) =>
        input.GetOrDefault(context.ExpressionExecutionContext, defaultValue);

    /// <summary>The value of an input, or another one where it has none.</summary>
    public static T? GetOrDefault<T>(this Input<T>? input, ExpressionExecutionContext context, Func<T>? defaultValue = null)
    {
        if (input is not null && context.TryGet(input.MemoryBlockReference(), out var value) && value is not null)
            return value.ConvertTo<T>();
        return defaultValue is null ? default : defaultValue();
    }
}
