using Elsa.Expressions.Helpers;
using Elsa.Workflows;
using Elsa.Workflows.Memory;

namespace Elsa.Extensions;

/// <summary>Writes variables.</summary>
public static class VariableExtensions
{
    /// <summary>The type of the variable's values.</summary>
    public static Type GetVariableType(this Variable variable) => variable.ValueType;

    /// <summary>Converts a value to the type of the variable.</summary>
    public static object? ParseValue(this Variable variable, object? value) => value.ConvertTo(variable.ValueType);

    /// <summary>Sets the variable, after converting the value to its type.</summary>
    public static void Set(this Variable variable, ActivityExecutionContext context, object? value)
    {
        // A definition may name a variable by id alone: the type is that of the declaration.
        var reference = context.ExpressionExecutionContext;
        if (reference.TryGetBlock(variable, out var block) && block.Metadata is VariableBlockMetadata { Variable: var declared })
            variable = declared;
        context.Set(variable, value.ConvertTo(variable.ValueType));
    }
}
