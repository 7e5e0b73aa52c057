using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Elsa.Expressions.Contracts;
using Elsa.Expressions.Models;
using Elsa.Extensions;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.Serialization;
using Elsa.Workflows.Services;

namespace Elsa.Workflows.Activities;

/// <summary>Executes the activities of the cases that hold, or another one if none does.</summary>
[Activity("Elsa", "Branching", "Evaluate a set of case conditions and schedule the activity for a matching case.")]
public class Switch : Activity, IHoldsActivities
{
    private const string PendingKey = "ScheduledChildren";

    /// <summary>Creates the activity.</summary>
    public Switch([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>The cases.</summary>
    [Input(UIHint = "switch-editor", Description = "The cases to evaluate.")]
    public ICollection<SwitchCase> Cases { get; set; } = new List<SwitchCase>();

    /// <summary>Whether only the first case that holds counts, or all of them.</summary>
    [Input(UIHint = UIHints.InputUIHints.DropDown, Description = "The switch mode determines whether the first match should be scheduled, or all matches.")]
    public Input<SwitchMode> Mode { get; set; } = new(SwitchMode.MatchFirst);

    /// <summary>Executed if no case holds.</summary>
    [Port("Default")]
    public IActivity? Default { get; set; }

    /// <summary>Not set by this activity; there for definitions that bind it.</summary>
    public Output<object>? Output { get; set; }

    IEnumerable<(string Port, IActivity Activity)> IHoldsActivities.HeldActivities =>
        Cases.Where(x => x.Activity is not null).Select(x => (x.Label, x.Activity!));

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var matches = await CaseEvaluation.MatchAsync(context, Cases, x => x.Label, x => x.Condition, context.Get(Mode));
        var next = matches.Count > 0 ? matches.Select(x => x.Activity).OfType<IActivity>().ToList() : Default is null ? [] : [Default];
        if (next.Count == 0)
        {
            await context.CompleteActivityAsync();
            return;
        }

        if (next.Count > 1)
            context.SetProperty(PendingKey, next.Count);
        await context.ScheduleActivities(next, OnChildCompletedAsync);
    }

    private async ValueTask OnChildCompletedAsync(ActivityCompletedContext context)
    {
        var pending = context.TargetContext.GetProperty<int>(PendingKey) - 1;
        if (pending > 0)
            context.TargetContext.SetProperty(PendingKey, pending);
        else
            await context.CompleteActivityAsync();
    }
}

/// <summary>A case of a switch.</summary>
public class SwitchCase : IKeepsUnknown
{
    /// <summary>Creates an empty case.</summary>
    [JsonConstructor]
    public SwitchCase()
    {
    }

    /// <summary>Creates a case.</summary>
    public SwitchCase(string label, Expression condition, IActivity activity)
    {
        Label = label;
        Condition = condition;
        Activity = activity;
    }

    /// <summary>Creates a case whose condition is code.</summary>
    public SwitchCase(string label, Func<ExpressionExecutionContext, bool> condition, IActivity activity) : this(label, Expression.DelegateExpression(condition), activity)
    {
    }

    /// <summary>The name.</summary>
    public string Label { get; set; } = default!;

    /// <summary>When it holds.</summary>
    public Expression Condition { get; set; } = Expression.LiteralExpression(false);

    /// <summary>Executed if it holds.</summary>
    public IActivity? Activity { get; set; }

    IDictionary<string, JsonElement>? IKeepsUnknown.Unknown { get; set; }
}
