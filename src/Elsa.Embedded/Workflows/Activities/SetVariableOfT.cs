using System.ComponentModel;
using System.Runtime.CompilerServices;
using Elsa.Expressions.Models;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Activities;

/// <summary>Sets a variable of one type.</summary>
[Browsable(false)]
[Activity("Elsa", "Primitives", "Assign value to a workflow variable.")]
public class SetVariable<T> : CodeActivity
{
    /// <summary>Creates the activity.</summary>
    public SetVariable([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>Sets a variable to an input.</summary>
    public SetVariable(Variable<T?> variable, Input<T?> value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(source, line)
    {
        Variable = variable;
        Value = value;
    }

    /// <summary>Sets a variable to another.</summary>
    public SetVariable(Variable<T?> variable, Variable<T?> value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(variable, new Input<T?>(value), source, line)
    {
    }

    /// <summary>Sets a variable to what code yields.</summary>
    public SetVariable(Variable<T?> variable, Func<ExpressionExecutionContext, T?> value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(variable, new Input<T?>(value), source, line)
    {
    }

    /// <summary>Sets a variable to what code yields.</summary>
    public SetVariable(Variable<T?> variable, Func<T?> value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(variable, new Input<T?>(value), source, line)
    {
    }

    /// <summary>Sets a variable to a constant.</summary>
    public SetVariable(Variable<T?> variable, T? value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(variable, new Input<T?>(value), source, line)
    {
    }

    /// <summary>The variable.</summary>
    [Input(Description = "The variable to assign the value to.")]
    public Variable<T?> Variable { get; set; } = default!;

    /// <summary>The value.</summary>
    [Input(Description = "The value to assign.")]
    public Input<T?> Value { get; set; } = default!;

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context) => context.Set(Variable, context.Get(Value));
}
