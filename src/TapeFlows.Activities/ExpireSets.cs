using System.Globalization;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using TapeFlows.Activities.Unattended;
using TapeFlows.Backup.Retention;
using TapeFlows.Operations;

namespace TapeFlows.Activities;

/// <summary>Takes sets out of the catalog that are kept no longer, never one that a kept set stands on.</summary>
[Activity("TapeFlows", "Unattended", "Takes sets out of the catalog whose time is over or of which there are enough later ones, never one that a kept set stands on.", DisplayName = "Expire sets")]
[FlowNode(Outcomes.Done, Outcomes.Failed)]
public class ExpireSets : PoolStep
{
    /// <summary>How many sets went, or would go.</summary>
    [Output(Description = "How many sets went, or would go.")]
    public Output<long> Expired { get; set; } = default!;

    private protected override async Task<StepEnd> WorkAsync(ActivityExecutionContext context, string? pool, bool isDry, CancellationToken cancellationToken)
    {
        var site = context.GetRequiredService<TapeSite>();
        var expiry = new SetExpiry(site.Catalog, context.GetRequiredService<UnattendedSite>().Policies, site.Clock);
        var gone = isDry ? (await expiry.PlanAsync(cancellationToken)).ExpiredIn(pool) : await expiry.RunAsync(pool, cancellationToken);
        context.Set(Expired, gone.Count);
        Tell(context, [Texts.OperatorTexts.SetsExpired(gone.Count, isDry), .. gone.Select(Describe)]);
        return StepEnd.Done;
    }

    private static string Describe(SetVerdict verdict) => string.Create(
        CultureInfo.InvariantCulture, $"{verdict.Set.Id} {verdict.Set.Type} {verdict.Set.Pool} {verdict.Set.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm} {verdict.Reason}");
}
