using System.ComponentModel.DataAnnotations;
using Elsa.Expressions.Helpers;
using Elsa.Workflows.Serialization;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Workflows;

/// <summary>Keeps values with the instance, in the state of the execution that declares the variable.</summary>
[Display(Name = "Workflow Instance")]
public class WorkflowInstanceStorageDriver : IStorageDriver
{
    /// <summary>The property of the execution that holds the values.</summary>
    public const string VariablesDictionaryStateKey = "Variables";

    internal WorkflowInstanceStorageDriver()
    {
    }

    /// <inheritdoc />
    public double Priority => 5;

    /// <inheritdoc />
    public IEnumerable<string> Tags => [];

    /// <inheritdoc />
    public ValueTask WriteAsync(string id, object value, StorageDriverContext context)
    {
        // Written anew, not changed: what was committed before stays as it was.
        var values = Values(context) is { } known ? new Dictionary<string, object>(known) : [];
        values[id] = StoredVariable.From(value, context.ExecutionContext.ExpressionExecutionContext.ServiceProvider.GetService<TypeAliases>());
        context.ExecutionContext.Properties[VariablesDictionaryStateKey] = values;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask<object?> ReadAsync(string id, StorageDriverContext context) =>
        new(Values(context) is { } values && values.TryGetValue(id, out var value) ? value : null);

    /// <inheritdoc />
    public ValueTask DeleteAsync(string id, StorageDriverContext context)
    {
        if (Values(context) is { } known && known.ContainsKey(id))
            context.ExecutionContext.Properties[VariablesDictionaryStateKey] = known.Where(x => x.Key != id).ToDictionary();
        return ValueTask.CompletedTask;
    }

    private static IDictionary<string, object>? Values(StorageDriverContext context) =>
        context.ExecutionContext.Properties.TryGetValue(VariablesDictionaryStateKey, out var values) ? values.ConvertTo<IDictionary<string, object>>() : null;
}
