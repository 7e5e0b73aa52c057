using System.Runtime.CompilerServices;
using Elsa.Expressions.Helpers;
using Elsa.Expressions.Models;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;

namespace Elsa.Workflows;

public partial class ActivityExecutionContext
{
    /// <summary>The value of an input, or its default.</summary>
    public T? Get<T>(Input<T>? input) => input is not null && TryGet(input.MemoryBlockReference(), out var value) ? value.ConvertTo<T>() : default;

    /// <summary>The value of an output, or its default.</summary>
    public T? Get<T>(Output<T>? output) => Get((Output?)output).ConvertTo<T>();

    /// <summary>The value of an output, or null.</summary>
    public object? Get(Output? output) => output is not null && TryGet(output.MemoryBlockReference(), out var value) ? value : null;

    /// <summary>The value of a cell; throws if there is none.</summary>
    public object? Get(MemoryBlockReference blockReference) => ExpressionExecutionContext.Get(blockReference);

    /// <summary>The value of a cell; throws if there is none.</summary>
    public T? Get<T>(MemoryBlockReference blockReference) => ExpressionExecutionContext.Get<T>(blockReference);

    /// <summary>The value of a cell, if there is one.</summary>
    public bool TryGet(MemoryBlockReference blockReference, out object? value) => ExpressionExecutionContext.TryGet(blockReference, out value);

    /// <summary>Writes a cell.</summary>
    public void Set(MemoryBlockReference blockReference, object? value, Action<MemoryBlock>? configure = null) =>
        ExpressionExecutionContext.Set(blockReference, value, configure);

    /// <summary>Puts a value out: it is recorded, and goes into the variable that the output names.</summary>
    public void Set<T>(Output<T>? output, T? value, [CallerArgumentExpression(nameof(output))] string? outputName = null) => Set((Output?)output, value, outputName);

    /// <summary>Puts a value out: it is recorded, and goes into the variable that the output names.</summary>
    public void Set(Output? output, object? value, [CallerArgumentExpression(nameof(output))] string? outputName = null)
    {
        WorkflowExecutionContext.GetActivityOutputRegister().Record(this, OutputName(outputName), value);
        Taint();
        if (output is null)
            return;

        var reference = output.MemoryBlockReference();
        if (string.IsNullOrEmpty(reference.Id))
            return;

        if (ExpressionExecutionContext.TryGetBlock(reference, out var block))
            block.Value = block.Metadata is VariableBlockMetadata { Variable: var variable } ? value.ConvertTo(variable.ValueType) : value;
        else if (WorkflowExecutionContext.Workflow.Outputs.FirstOrDefault(x => x.Name == reference.Id) is { } definition)
            WorkflowExecutionContext.Output[definition.Name] = value.ConvertTo(definition.Type)!;
        else
            ExpressionExecutionContext.Set(reference, value);
    }

    internal void DeclareVariables(IVariableContainer container)
    {
        try
        {
            ExpressionExecutionContext.Memory.Declare(container.Variables);
        }
        catch (InvalidOperationException e)
        {
            DeclarationProblem = e;
        }
    }

    // "activity.Result" and "Result" both mean the output Result.
    private static string? OutputName(string? expression)
    {
        if (expression is null)
            return null;
        var name = expression[(expression.LastIndexOf('.') + 1)..];
        return name.TrimEnd('!', '?', ')');
    }
}
