using System.ComponentModel;
using System.Runtime.CompilerServices;
using Elsa.Expressions.Models;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Activities;

/// <summary>Writes a line to the standard output of the host.</summary>
[Activity("Elsa", "Console", "Write a line of text to the console.")]
public class WriteLine : CodeActivity
{
    // For definitions: the text follows with the other properties.
    private WriteLine() : base(null, null)
    {
    }

    /// <summary>Writes a constant.</summary>
    public WriteLine(string text, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(new Input<string>(text), source, line)
    {
    }

    /// <summary>Writes what code yields.</summary>
    public WriteLine(Func<string> text, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(new Input<string>(text), source, line)
    {
    }

    /// <summary>Writes what code yields.</summary>
    public WriteLine(Func<ExpressionExecutionContext, string?> text, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(new Input<string>(text!), source, line)
    {
    }

    /// <summary>Writes a variable.</summary>
    public WriteLine(Variable<string> variable, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(new Input<string>(variable), source, line)
    {
    }

    /// <summary>Writes a constant.</summary>
    public WriteLine(Literal<string> literal, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(new Input<string>((Literal)literal), source, line)
    {
    }

    /// <summary>Writes what an expression yields.</summary>
    public WriteLine(Expression expression, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(new Input<string>(expression), source, line)
    {
    }

    /// <summary>Writes an input.</summary>
    public WriteLine(Input<string> text, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line) => Text = text;

    /// <summary>The text.</summary>
    [Description("The text to write.")]
    public Input<string> Text { get; set; } = default!;

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context) =>
        context.GetRequiredService<IStandardOutStreamProvider>().GetTextWriter().WriteLine(context.Get(Text));
}
