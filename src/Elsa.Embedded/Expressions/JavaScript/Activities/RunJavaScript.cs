using System.Runtime.CompilerServices;
using Elsa.Expressions.JavaScript.Contracts;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Extensions;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;

namespace Elsa.Expressions.JavaScript.Activities;

/// <summary>Runs a script in JavaScript. Its value is the result; <c>setOutcome</c> and <c>setOutcomes</c> say where the flow goes on, else it goes on with Done.</summary>
[Activity("Elsa", "Scripting", "Executes JavaScript code", DisplayName = "Run JavaScript")]
public class RunJavaScript : CodeActivity<object>
{
    /// <summary>Creates the activity.</summary>
    public RunJavaScript([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>Creates the activity with its script.</summary>
    public RunJavaScript(string script, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(source, line) => Script = new(script);

    /// <summary>The script.</summary>
    [Input(Description = "The script to run.", DefaultSyntax = "JavaScript", UIHint = InputUIHints.CodeEditor, UIHandler = typeof(RunJavaScriptOptionsProvider))]
    public Input<string> Script { get; set; } = new("");

    /// <summary>The outcomes that the script may set; only designers use the list.</summary>
    [Input(Description = "A list of possible outcomes.", UIHint = InputUIHints.DynamicOutcomes)]
    public Input<ICollection<string>> PossibleOutcomes { get; set; } = default!;

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var script = context.Get(Script);
        if (string.IsNullOrWhiteSpace(script))
            return;

        var result = context.GetRequiredService<IJavaScriptEvaluator>()
            .Evaluate(script, typeof(object), context.ExpressionExecutionContext, maySetOutcomes: true, cancellationToken: context.CancellationToken);
        context.SetResult(result.Value);
        await context.CompleteActivityWithOutcomesAsync(result.Outcomes ?? ["Done"]);
    }
}
