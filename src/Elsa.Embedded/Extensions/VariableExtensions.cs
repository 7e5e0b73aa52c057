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

    /// <summary>Keeps the value with the instance.</summary>
    public static Variable WithWorkflowStorage(this Variable variable) => variable.WithStorage(typeof(WorkflowInstanceStorageDriver));

    /// <summary>Keeps the value with the instance.</summary>
    public static Variable<T?> WithWorkflowStorage<T>(this Variable<T?> variable) => (Variable<T?>)variable.WithStorage(typeof(WorkflowInstanceStorageDriver));

    /// <summary>Keeps the value as long as the burst lasts.</summary>
    public static Variable WithMemoryStorage(this Variable variable) => variable.WithStorage(typeof(MemoryStorageDriver));

    /// <summary>Keeps the value as long as the burst lasts.</summary>
    public static Variable<T?> WithMemoryStorage<T>(this Variable<T?> variable) => (Variable<T?>)variable.WithStorage(typeof(MemoryStorageDriver));

    /// <summary>Keeps the value with a driver of the host's.</summary>
    public static Variable WithStorage<T>(this Variable variable) => variable.WithStorage(typeof(T));

    /// <summary>Keeps the value with a driver of the host's.</summary>
    public static Variable WithStorage(this Variable variable, Type storageDriverType)
    {
        variable.StorageDriverType = storageDriverType;
        return variable;
    }
}
