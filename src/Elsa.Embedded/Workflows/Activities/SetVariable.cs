using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Elsa.Expressions.Models;
using Elsa.Extensions;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Activities;

/// <summary>Sets a variable; the value is converted to its type.</summary>
[Activity("Elsa", "Primitives", "Assign a value to a workflow variable.")]
public class SetVariable : CodeActivity
{
    /// <summary>Creates the activity.</summary>
    public SetVariable([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>The variable.</summary>
    [Input(Description = "The variable to assign the value to.")]
    [Required]
    public Variable? Variable { get; set; }

    /// <summary>The value.</summary>
    [Input(Description = "The value to assign.")]
    public Input<object?> Value { get; set; } = default!;

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context)
    {
        if (Variable is null)
            throw new InvalidOperationException($"The activity '{Id}' names no variable to set.");
        Variable.Set(context, context.Get(Value));
    }
}
