using System.Security.Cryptography;
using System.Text;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;
using Microsoft.Extensions.Logging;
using TapeFlows.Activities.Runs;
using TapeFlows.Operations.Inbox;

namespace TapeFlows.Activities;

/// <summary>Says something to a person: in the inbox, from where it goes out by mail and webhook as the settings say, to whoever watches the run, to the log and to the journal.</summary>
[Activity("TapeFlows", "Tape", "Says something to a person: in the inbox, by mail and webhook as the settings say, in the log and in the journal.", DisplayName = "Notify operator")]
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

    /// <summary>Files to send along by mail.</summary>
    [Input(Description = "Paths of files on the server to send along by mail, for example a report. A message with files is sent however little it matters.", UIHint = InputUIHints.MultiText, Order = 4)]
    public Input<ICollection<string>?> Attachments { get; set; } = default!;

    /// <summary>What it is about, in the same words each time.</summary>
    [Input(Description = "What it is about, in the same words each time, for example a name of the check: as long as a message about it is open, it is raised again instead of another one being sent. Empty: each message is one of its own.", Order = 5)]
    public Input<string?> About { get; set; } = default!;

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var notice = new OperatorNotice(SeverityFrom(context.Get(Severity)), context.Get(Subject) ?? "", context.Get(Message) ?? "");
        var logger = context.GetRequiredService<ILoggerFactory>().CreateLogger<NotifyOperator>();
        LoggedNotice.Log(logger, notice);
        context.AddExecutionLogEntry(nameof(NotifyOperator), $"{notice.Severity}: {notice.Subject} {notice.Message}".TrimEnd());
        // A run that nobody watches has only the log, and a workflow that never worked with tape has no run.
        context.GetRequiredService<TapeRuns>().Find(context.WorkflowExecutionContext.Id)?.Observer.Notify(notice);
        if (context.GetService<IInbox>() is { } inbox)
            await inbox.PostAsync(PostOf(context, notice), context.CancellationToken);
        await context.CompleteActivityWithOutcomesAsync(Outcomes.Done);
    }

    private InboxPost PostOf(ActivityExecutionContext context, OperatorNotice notice)
    {
        var files = context.Get(Attachments) ?? [];
        return new InboxPost
        {
            Kind = InboxKind.Message,
            Severity = notice.Severity,
            Subject = string.IsNullOrWhiteSpace(notice.Subject) ? context.WorkflowExecutionContext.Workflow.WorkflowMetadata.Name ?? nameof(NotifyOperator) : notice.Subject,
            Text = notice.Message,
            Key = context.Get(About) is { Length: > 0 and <= 150 } about ? $"about:{about}" : KeyOf(context, notice),
            Run = context.WorkflowExecutionContext.Id,
            Attachments = [.. files],
            IsAlwaysSent = files.Count > 0,
        };
    }

    // A step that is done again after a crash says the same to the same entry; what it says the next time is another one.
    private static string KeyOf(ActivityExecutionContext context, OperatorNotice notice) =>
        "notice:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', context.WorkflowExecutionContext.Id, context.NodeId, notice.Subject, notice.Message))));

    // A notice that cannot be understood is said louder, never lost.
    private static NoticeSeverity SeverityFrom(string? text) =>
        string.IsNullOrEmpty(text) ? NoticeSeverity.Information
        : Enum.TryParse<NoticeSeverity>(text, ignoreCase: true, out var severity) && Enum.IsDefined(severity) ? severity
        : NoticeSeverity.Warning;
}
