using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;
using Microsoft.Extensions.Logging;
using TapeFlows.Activities.Runs;

namespace TapeFlows.Activities;

/// <summary>Says something to a person: to whoever watches the run, to the log and to the journal.</summary>
[Activity("TapeFlows", "Tape", "Says something to a person: on the console, in the log and in the journal.", DisplayName = "Notify operator")]
[FlowNode(Outcomes.Done)]
public class NotifyOperator : Activity
{
    /// <summary>How much it matters.</summary>
    [Input(
        Description = "How much it matters.", UIHint = InputUIHints.DropDown, Order = 1, DefaultValue = nameof(NoticeSeverity.Information),
        Options = new[] { nameof(NoticeSeverity.Information), nameof(NoticeSeverity.Warning), nameof(NoticeSeverity.Error), nameof(NoticeSeverity.ActionNeeded) })]
    public Input<string?> Severity { get; set; } = new(nameof(NoticeSeverity.Information));

    /// <summary>One line.</summary>
    [Input(Description = "What it is about, in one line.", Order = 2)]
    public Input<string> Subject { get; set; } = default!;

    /// <summary>The whole message; often the Problem of an earlier step.</summary>
    [Input(Description = "The whole message; often the variable that holds the Problem of an earlier step.", UIHint = InputUIHints.MultiLine, Order = 3)]
    public Input<string?> Message { get; set; } = default!;

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var notice = new OperatorNotice(SeverityFrom(context.Get(Severity)), context.Get(Subject) ?? "", context.Get(Message) ?? "");
        LoggedRun.Log(context.GetRequiredService<ILoggerFactory>().CreateLogger<NotifyOperator>(), notice);
        context.AddExecutionLogEntry(nameof(NotifyOperator), $"{notice.Severity}: {notice.Subject} {notice.Message}".TrimEnd());
        // A run that nobody watches has only the log, and a workflow that never worked with tape has no run.
        context.GetRequiredService<TapeRuns>().Find(context.WorkflowExecutionContext.Id)?.Observer.Notify(notice);
        await context.CompleteActivityWithOutcomesAsync(Outcomes.Done);
    }

    // A notice that cannot be understood is said louder, never lost.
    private static NoticeSeverity SeverityFrom(string? text) =>
        string.IsNullOrEmpty(text) ? NoticeSeverity.Information
        : Enum.TryParse<NoticeSeverity>(text, ignoreCase: true, out var severity) && Enum.IsDefined(severity) ? severity
        : NoticeSeverity.Warning;
}
