using System.Runtime.CompilerServices;
using Elsa.Expressions.Models;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;

namespace Elsa.Workflows.Activities;

/// <summary>Executes one of two activities.</summary>
[Activity("Elsa", "Branching", "Evaluate a Boolean condition to determine which activity to execute next.")]
public class If : Activity<bool>
{
    /// <summary>Creates the activity.</summary>
    public If([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>Creates the activity with its condition.</summary>
    public If(Input<bool> condition, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(source, line) => Condition = condition;

    /// <summary>Creates the activity with its condition.</summary>
    public If(Func<ExpressionExecutionContext, bool> condition, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(new Input<bool>(condition), source, line)
    {
    }

    /// <summary>Creates the activity with its condition.</summary>
    public If(Func<bool> condition, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(new Input<bool>(condition), source, line)
    {
    }

    /// <summary>The condition.</summary>
    [Input(UIHint = InputUIHints.SingleLine)]
    public Input<bool> Condition { get; set; } = new(false);

    /// <summary>Executed if the condition holds.</summary>
    [Port("Then")]
    public IActivity? Then { get; set; }

    /// <summary>Executed if it does not.</summary>
    [Port("Else")]
    public IActivity? Else { get; set; }

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var holds = context.Get(Condition);
        context.Set(Result, holds);
        var next = holds ? Then : Else;
        if (next is null)
            await context.CompleteActivityAsync();
        else
            await context.ScheduleActivityAsync(next, OnBranchCompleted);
    }

    private ValueTask OnBranchCompleted(ActivityCompletedContext context) => context.CompleteActivityAsync();
}
