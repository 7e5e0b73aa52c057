using Elsa.Expressions.Models;
using Elsa.Extensions;

namespace Elsa.Expressions.CSharp.Models;

/// <summary>The variables and inputs of the workflow, for scripts.</summary>
public class ExecutionContextProxy
{
    /// <summary>Creates the proxy of one scope.</summary>
    public ExecutionContextProxy(ExpressionExecutionContext expressionExecutionContext) => ExpressionExecutionContext = expressionExecutionContext;

    /// <summary>The scope.</summary>
    public ExpressionExecutionContext ExpressionExecutionContext { get; }

    /// <summary>The value of an input, or its default.</summary>
    public T? GetInput<T>(string name) => ExpressionExecutionContext.GetInput<T>(name);

    /// <summary>The value of a variable; throws if there is none.</summary>
    public T? GetVariable<T>(string name) => ExpressionExecutionContext.GetVariable<T>(name);

    /// <summary>The value of a variable; throws if there is none.</summary>
    public object? GetVariable(string name) => ExpressionExecutionContext.GetVariable<object>(name);

    /// <summary>Sets a variable, or declares it.</summary>
    public void SetVariable(string name, object? value) => ExpressionExecutionContext.SetVariable(name, value);
}
