using System.ComponentModel;
using System.Runtime.CompilerServices;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Activities;

/// <summary>Names the workflow instance.</summary>
[Activity("Elsa", "Primitives", "Set the name of the workflow instance to a specified value.")]
public class SetName : CodeActivity
{
    /// <summary>Creates the activity.</summary>
    public SetName([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>Creates the activity with its input.</summary>
    public SetName(Input<string> value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(source, line) => Value = value;

    /// <summary>The name.</summary>
    public Input<string> Value { get; set; } = default!;

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context) => context.WorkflowExecutionContext.Name = context.Get(Value);
}

/// <summary>Ties the workflow instance to the business.</summary>
[Activity("Elsa", "Primitives", "Set the CorrelationId of the workflow to a given value.")]
public class Correlate : CodeActivity
{
    /// <summary>Creates the activity.</summary>
    public Correlate([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>Creates the activity with a constant.</summary>
    public Correlate(string correlationId, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(source, line) => CorrelationId = new Input<string>(correlationId);

    /// <summary>Creates the activity with a variable.</summary>
    public Correlate(Variable<string> correlationId, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(source, line) => CorrelationId = new Input<string>(correlationId);

    /// <summary>The correlation.</summary>
    [Description("An expression that evaluates to the value to store as the correlation id")]
    public Input<string> CorrelationId { get; set; } = default!;

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context) => context.WorkflowExecutionContext.CorrelationId = context.Get(CorrelationId);
}
