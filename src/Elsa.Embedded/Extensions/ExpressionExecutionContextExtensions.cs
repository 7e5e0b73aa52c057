using Elsa.Workflows.Management.Activities.WorkflowDefinitionActivity;
using Elsa.Expressions.Helpers;
using Elsa.Expressions.Models;
using Elsa.Workflows;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;

namespace Elsa.Extensions;

/// <summary>What expressions see of the workflow.</summary>
public static class ExpressionExecutionContextExtensions
{
    /// <summary>The workflow; throws outside of one.</summary>
    public static WorkflowExecutionContext GetWorkflowExecutionContext(this ExpressionExecutionContext context) =>
        context.TryGetWorkflowExecutionContext(out var found) ? found : throw new InvalidOperationException("There is no workflow around this scope.");

    /// <summary>The workflow, if there is one.</summary>
    public static bool TryGetWorkflowExecutionContext(this ExpressionExecutionContext context, out WorkflowExecutionContext workflowExecutionContext)
    {
        workflowExecutionContext = context.WorkflowContext!;
        return workflowExecutionContext is not null;
    }

    /// <summary>The execution of the activity; throws outside of one.</summary>
    public static ActivityExecutionContext GetActivityExecutionContext(this ExpressionExecutionContext context) =>
        context.TryGetActivityExecutionContext(out var found) ? found : throw new InvalidOperationException("There is no activity around this scope.");

    /// <summary>The execution of the activity, if there is one.</summary>
    public static bool TryGetActivityExecutionContext(this ExpressionExecutionContext context, out ActivityExecutionContext activityExecutionContext)
    {
        activityExecutionContext = context.ActivityContext!;
        return activityExecutionContext is not null;
    }

    /// <summary>The value of an input, or its default.</summary>
    public static T? Get<T>(this ExpressionExecutionContext context, Input<T>? input) =>
        input is not null && context.TryGet(input.MemoryBlockReference(), out var value) ? value.ConvertTo<T>() : default;

    /// <summary>The value of an output, or its default.</summary>
    public static T? Get<T>(this ExpressionExecutionContext context, Output output) => context.Get(output).ConvertTo<T>();

    /// <summary>The value of an output, or null.</summary>
    public static object? Get(this ExpressionExecutionContext context, Output output) =>
        context.TryGet(output.MemoryBlockReference(), out var value) ? value : null;

    /// <summary>The value of a workflow input, or its default.</summary>
    public static T? GetInput<T>(this ExpressionExecutionContext context, string name) => context.GetInput(name).ConvertTo<T>();

    /// <summary>The value of a workflow input, or its default.</summary>
    public static T? GetInput<T>(this ExpressionExecutionContext context, InputDefinition inputDefinition) => context.GetInput<T>(inputDefinition.Name);

    /// <summary>The value of a workflow input, or null.</summary>
    public static object? GetInput(this ExpressionExecutionContext context, string name)
    {
        var workflow = context.GetWorkflowExecutionContext();
        if (context.TryGetActivityExecutionContext(out var execution) && execution.FindParent(x => x.Activity is WorkflowDefinitionActivity) is { } user)
            return user.GetInputOfWorkflow(name);
        if (!workflow.Input.TryGetValue(name, out var value))
            return null;
        var definition = workflow.Workflow.Inputs.FirstOrDefault(x => x.Name == name);
        return definition is null ? value : value.ConvertTo(definition.Type);
    }

    /// <summary>The last value that any activity put out.</summary>
    public static object? GetLastResult(this ExpressionExecutionContext context) => context.GetWorkflowExecutionContext().GetLastActivityResult();

    /// <summary>What an activity put out last.</summary>
    public static object? GetOutput(this ExpressionExecutionContext context, string activityIdOrName, string? outputName)
    {
        var workflow = context.GetWorkflowExecutionContext();
        var node = workflow.FindNodeByActivityId(activityIdOrName) ?? workflow.Nodes.FirstOrDefault(x => x.Activity.Name == activityIdOrName)
            ?? throw new InvalidOperationException($"There is no activity with the id or name '{activityIdOrName}'.");
        return workflow.GetActivityOutputRegister().FindOutputByActivityId(node.Activity.Id, outputName);
    }

    /// <summary>The value of a variable in scope; throws if there is none.</summary>
    public static T? GetVariable<T>(this ExpressionExecutionContext context, string name) => context.FindVariableBlock(name) is { } block
        ? block.Value.ConvertTo<T>()
        : throw new InvalidOperationException($"There is no variable '{name}' in this scope or in those around it.");

    /// <summary>The variable with the name, if it is in scope.</summary>
    public static Variable? GetVariable(this ExpressionExecutionContext context, string name, bool localScopeOnly = false) =>
        (context.FindVariableBlock(name, localScopeOnly)?.Metadata as VariableBlockMetadata)?.Variable;

    /// <summary>The variables in scope, the nearest first.</summary>
    public static IEnumerable<Variable> GetVariablesInScope(this ExpressionExecutionContext context)
    {
        for (var scope = context; scope is not null; scope = scope.ParentContext)
        {
            if (scope.Memory.IsEmpty)
                continue;
            foreach (var block in scope.Memory.Blocks.Values)
            {
                if (block.Metadata is VariableBlockMetadata metadata)
                    yield return metadata.Variable;
            }
        }
    }

    /// <summary>Sets a variable in scope, or declares it in the nearest container.</summary>
    public static Variable SetVariable<T>(this ExpressionExecutionContext context, string name, T? value, Action<MemoryBlock>? configure = null)
    {
        if (context.FindVariableBlock(name) is { Metadata: VariableBlockMetadata { Variable: var known } } block)
        {
            block.Value = ((object?)value).ConvertTo(known.ValueType);
            configure?.Invoke(block);
            return known;
        }

        var scope = context;
        while (scope.ParentContext is not null && scope.ActivityContext?.Activity is not IVariableContainer)
            scope = scope.ParentContext;
        var variable = new Variable(name, value);
        var declared = scope.Memory.Declare(variable);
        configure?.Invoke(declared);
        return variable;
    }

    private static MemoryBlock? FindVariableBlock(this ExpressionExecutionContext context, string name, bool localScopeOnly = false)
    {
        for (var scope = context; scope is not null; scope = localScopeOnly ? null : scope.ParentContext)
        {
            if (scope.Memory.IsEmpty)
                continue;
            foreach (var block in scope.Memory.Blocks.Values)
            {
                if (block.Metadata is VariableBlockMetadata metadata && metadata.Variable.Name == name)
                    return block;
            }
        }

        return null;
    }
}
