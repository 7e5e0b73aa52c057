using System.Runtime.CompilerServices;
using Elsa.Expressions.Models;
using Elsa.Workflows;
using Elsa.Workflows.Models;

namespace Elsa.Extensions;

/// <summary>Writes outputs.</summary>
public static class OutputExtensions
{
    /// <summary>Puts a value out.</summary>
    public static void Set<T>(this Output<T>? output, ActivityExecutionContext context, T? value, [CallerArgumentExpression(nameof(output))] string? outputName = null) =>
        context.Set(output, value, outputName);

    /// <summary>Writes the variable that the output names, without recording it.</summary>
    public static void Set<T>(this Output<T>? output, ExpressionExecutionContext context, T? value)
    {
        if (output is not null)
            context.Set(output.MemoryBlockReference(), value);
    }
}
