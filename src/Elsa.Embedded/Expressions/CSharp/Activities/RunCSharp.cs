using System.Runtime.CompilerServices;
using Elsa.Expressions.CSharp.Contracts;
using Elsa.Expressions.CSharp.Extensions;
using Elsa.Expressions.CSharp.Models;
using Elsa.Expressions.Models;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;

namespace Elsa.Expressions.CSharp.Activities;

/// <summary>Runs a script in C#. Its value is the result; <c>Outcome.Set</c> says where the flow goes on, else it goes on with Done.</summary>
[Activity("Elsa", "RunCSharp", 1, "Executes C# code", "Scripting", DisplayName = "Run C#")]
public class RunCSharp : CodeActivity<object>
{
    /// <summary>Creates the activity.</summary>
    public RunCSharp([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>Creates the activity with its script.</summary>
    public RunCSharp(string script, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(source, line) => Script = new(script);

    /// <summary>The script.</summary>
    [Input(Description = "The script to run.", DefaultSyntax = "CSharp", UIHint = InputUIHints.CodeEditor, UIHandler = typeof(RunCSharpOptionsProvider))]
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

        var scope = context.ExpressionExecutionContext;
        var result = await context.GetRequiredService<ICSharpEvaluator>().EvaluateAsync(script, typeof(object), scope, ExpressionEvaluatorOptions.Empty, context.CancellationToken);
        context.SetResult(result);
        await context.CompleteActivityWithOutcomesAsync(scope.TransientProperties.TryGetValue(OutcomeProxy.OutcomePropertiesKey, out var outcomes) ? (string[])outcomes : ["Done"]);
    }
}
