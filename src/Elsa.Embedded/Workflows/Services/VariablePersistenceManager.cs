using Elsa.Extensions;
using Elsa.Workflows.Memory;

namespace Elsa.Workflows.Services;

/// <summary>Goes through the executions that declare variables.</summary>
internal sealed class VariablePersistenceManager(IStorageDriverManager drivers) : IVariablePersistenceManager
{
    public async Task LoadVariablesAsync(WorkflowExecutionContext context, IEnumerable<string>? excludeTags = null)
    {
        foreach (var (execution, variable, driver) in Stored(context, excludeTags))
        {
            var scope = Scope(execution, variable);
            if (await driver.ReadAsync(variable.Id, scope) is not { } stored || !execution.ExpressionExecutionContext.TryGetBlock(variable, out var block))
                continue;
            block.Value = variable.ParseValue(stored);
            block.Metadata = new VariableBlockMetadata(variable, variable.StorageDriverType, true);
        }
    }

    public async Task SaveVariablesAsync(WorkflowExecutionContext context)
    {
        foreach (var (execution, variable, driver) in Stored(context, null))
        {
            if (!execution.ExpressionExecutionContext.TryGetBlock(variable, out var block))
                continue;
            var scope = Scope(execution, variable);
            if (block.Value is { } value)
                await driver.WriteAsync(variable.Id, value, scope);
            else
                await driver.DeleteAsync(variable.Id, scope);
        }
    }

    public async Task DeleteVariablesAsync(ActivityExecutionContext context, IEnumerable<string>? includeTags = null)
    {
        foreach (var (execution, variable, driver) in Stored(context).Where(x => Fits(x.Driver, includeTags)))
            await driver.DeleteAsync(variable.Id, Scope(execution, variable));
    }

    public async Task DeleteVariablesAsync(WorkflowExecutionContext context, IEnumerable<string>? includeTags = null)
    {
        foreach (var execution in context.ActivityExecutionContexts)
            await DeleteVariablesAsync(execution, includeTags);
    }

    private static StorageDriverContext Scope(ActivityExecutionContext execution, Variable variable) => new(execution, variable, CancellationToken.None);

    private static bool Fits(IStorageDriver driver, IEnumerable<string>? includeTags) => includeTags is null || driver.Tags.Intersect(includeTags, StringComparer.Ordinal).Any();

    private IEnumerable<(ActivityExecutionContext Execution, Variable Variable, IStorageDriver Driver)> Stored(WorkflowExecutionContext context, IEnumerable<string>? excludeTags) =>
        context.ActivityExecutionContexts
            .Where(x => x.Activity is IVariableContainer { Variables.Count: > 0 } && (!x.IsEnded || x.ParentActivityExecutionContext is null))
            .SelectMany(Stored)
            .Where(x => excludeTags is null || !x.Driver.Tags.Intersect(excludeTags, StringComparer.Ordinal).Any());

    private IEnumerable<(ActivityExecutionContext Execution, Variable Variable, IStorageDriver Driver)> Stored(ActivityExecutionContext execution)
    {
        foreach (var variable in (execution.Activity as IVariableContainer)?.Variables ?? [])
        {
            if (variable.StorageDriverType is not { } type || type == typeof(MemoryStorageDriver))
                continue;
            var driver = drivers.Get(type)
                ?? throw new InvalidOperationException($"The variable '{variable.Name}' of the activity '{execution.Activity.Id}' is stored by {type.Name}, which the host has not registered.");
            yield return (execution, variable, driver);
        }
    }
}
