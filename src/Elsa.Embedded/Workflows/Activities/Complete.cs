using System.Runtime.CompilerServices;
using Elsa.Expressions.Helpers;
using Elsa.Expressions.Models;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;

namespace Elsa.Workflows.Activities;

/// <summary>Completes the composite around it, such as a workflow that is used as an activity.</summary>
[Activity("Elsa", "Composition", "Signals the current composite activity to complete itself as a whole.")]
public class Complete : Activity, ITerminalNode
{
    /// <summary>Creates the activity.</summary>
    public Complete([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>Creates the activity with outcomes.</summary>
    public Complete(IEnumerable<string> outcomes, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(source, line) =>
        Outcomes = new Input<object>(outcomes.ToList());

    /// <summary>Creates the activity with outcomes.</summary>
    public Complete(Func<ExpressionExecutionContext, string> outcome, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(source, line) =>
        Outcomes = new Input<object>(context => (object)outcome(context));

    /// <summary>The outcome, or a list of them.</summary>
    [Input(UIHint = InputUIHints.OutcomePicker, Description = "The outcome or set of outcomes to complete this activity with.", DefaultSyntax = "Object")]
    public Input<object> Outcomes { get; set; } = default!;

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        // As recorded: a text is one outcome, even if it looks like a list.
        var value = context.Get(Outcomes);
        var outcomes = value is string { Length: > 0 } outcome ? [outcome] : ItemSourceActivityExecutionContextExtensions.Items(value).Cast<object?>().Select(x => x.ConvertTo<string>() ?? "").ToArray();
        await context.CompleteCompositeAsync(outcomes);
    }
}
