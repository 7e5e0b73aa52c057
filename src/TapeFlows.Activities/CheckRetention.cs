using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using TapeFlows.Activities.Unattended;
using TapeFlows.Backup.Retention;
using TapeFlows.Operations;

namespace TapeFlows.Activities;

/// <summary>Finds what breaks its policy, and changes nothing.</summary>
[Activity("TapeFlows", "Unattended", "Finds what breaks its policy: sets too old, copies too few, sources without a recent set, sets never read back, volumes past their life. Changes nothing.", DisplayName = "Check retention")]
[FlowNode(Outcomes.Done, Outcomes.Found, Outcomes.Failed)]
public class CheckRetention : UnattendedStep
{
    /// <summary>How much breaks its policy.</summary>
    [Output(Description = "How much breaks its policy.")]
    public Output<long> Findings { get; set; } = default!;

    private protected override async Task<StepEnd> WorkAsync(ActivityExecutionContext context, CancellationToken cancellationToken)
    {
        var site = context.GetRequiredService<TapeSite>();
        var findings = await new RetentionCheck(site.Catalog, context.GetRequiredService<UnattendedSite>().Policies, site.Clock).RunAsync(cancellationToken);
        context.Set(Findings, findings.Count);
        Tell(context, findings.Count == 0 ? [Texts.OperatorTexts.RetentionSound] : [.. findings.Select(finding => $"{finding.Rule}, pool {finding.Pool}: {finding.Text}")]);
        return new StepEnd(findings.Count == 0 ? Outcomes.Done : Outcomes.Found);
    }
}
