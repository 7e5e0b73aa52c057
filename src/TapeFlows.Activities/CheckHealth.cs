using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using TapeFlows.Activities.Health;
using TapeFlows.Activities.Unattended;
using TapeFlows.Operations.Inbox;

namespace TapeFlows.Activities;

/// <summary>
/// Looks at everything that must be well for backups to run unattended. What is wrong stands in the inbox as an alert, one for each thing, said once as long as it lasts; what is well
/// again is withdrawn there.
/// </summary>
[Activity(
    "TapeFlows", "Unattended", "Looks at database, free disk, load, network hosts, permissions, drives, and the library against the catalog. What is wrong becomes an alert in the inbox; what is well again is withdrawn.",
    DisplayName = "Check health")]
[FlowNode(Outcomes.Done, Outcomes.Found, Outcomes.Failed)]
public class CheckHealth : UnattendedStep
{
    private const string KeyPrefix = "health:";

    /// <summary>How much is wrong.</summary>
    [Output(Description = "How much is wrong.")]
    public Output<long> Findings { get; set; } = default!;

    private protected override async Task<StepEnd> WorkAsync(ActivityExecutionContext context, CancellationToken cancellationToken)
    {
        var findings = new List<(string Key, HealthFinding Finding)>();
        foreach (var probe in context.GetServices<IHealthProbe>())
            findings.AddRange((await LookAsync(probe, cancellationToken)).Select(finding => ($"{KeyPrefix}{probe.Name}:{finding.Subject}", finding)));
        var wrong = findings.Where(found => found.Finding.Severity > NoticeSeverity.Information).ToList();
        // With the database away there is no inbox either: the report says it, and the step fails.
        await RaiseAsync(context, wrong, cancellationToken);
        context.Set(Findings, wrong.Count);
        Tell(context, findings.Count == 0 ? [Texts.OperatorTexts.AllWell] : [.. findings.Select(found => $"{found.Finding.Severity}: {found.Finding.Text}")]);
        return new StepEnd(wrong.Count == 0 ? Outcomes.Done : Outcomes.Found);
    }

    private static async Task<IReadOnlyList<HealthFinding>> LookAsync(IHealthProbe probe, CancellationToken cancellationToken)
    {
        try
        {
            return await probe.LookAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            return [new HealthFinding(probe.Name, NoticeSeverity.Error, $"The check of {probe.Name} failed: {e.Message}")];
        }
    }

    private static async Task RaiseAsync(ActivityExecutionContext context, List<(string Key, HealthFinding Finding)> wrong, CancellationToken cancellationToken)
    {
        var inbox = context.GetRequiredService<IInbox>();
        foreach (var (key, finding) in wrong)
        {
            await inbox.PostAsync(
                new InboxPost { Kind = InboxKind.Alert, Severity = finding.Severity, Subject = FirstSentence(finding.Text), Text = finding.Text, Key = Cut(key), Run = context.WorkflowExecutionContext.Id },
                cancellationToken);
        }

        var still = wrong.Select(found => Cut(found.Key)).ToHashSet(StringComparer.Ordinal);
        var open = await inbox.ListAsync(new InboxQuery { Kind = InboxKind.Alert, IsOpen = true, Take = 1000 }, cancellationToken);
        foreach (var entry in open.Entries.Where(entry => entry.Key?.StartsWith(KeyPrefix, StringComparison.Ordinal) == true && !still.Contains(entry.Key)))
            await inbox.AnswerAsync(entry.Id, InboxAnswer.Withdrawn, nameof(CheckHealth), Texts.OperatorTexts.WellAgain, cancellationToken);
    }

    private static string FirstSentence(string text) => text.IndexOf(". ", StringComparison.Ordinal) is > 0 and var end ? text[..(end + 1)] : text;

    private static string Cut(string key) => key.Length <= 200 ? key : key[..200];
}
