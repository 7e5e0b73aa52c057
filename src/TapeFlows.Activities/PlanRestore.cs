using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using TapeFlows.Activities.Runs;
using TapeFlows.Backup.Restore;

namespace TapeFlows.Activities;

/// <summary>Finds out from the catalog what a restore will need: volumes in order, files, bytes, time, and what is missing.</summary>
[Activity("TapeFlows", "Tape", "Finds out what a restore will need: volumes in order, files, bytes, time, and what is missing.", DisplayName = "Plan restore")]
[FlowNode(Outcomes.Done, Outcomes.NeedsOperator, Outcomes.Failed)]
public class PlanRestore : RestoreStep
{
    /// <summary>The set that the plan is for.</summary>
    [Output(Description = "The identity of the set that the plan is for.")]
    public Output<string> SetId { get; set; } = default!;

    /// <summary>The volumes in the order in which they are needed.</summary>
    [Output(Description = "The volumes in the order in which they are needed.")]
    public Output<ICollection<string>> Volumes { get; set; } = default!;

    /// <summary>Those of them that are not in the library.</summary>
    [Output(Description = "Volumes that are needed and not in the library.")]
    public Output<ICollection<string>> Missing { get; set; } = default!;

    /// <summary>Entries to restore.</summary>
    [Output(Description = "Entries to restore.")]
    public Output<long> Files { get; set; } = default!;

    /// <summary>Content bytes of them.</summary>
    [Output(Description = "Content bytes to restore.")]
    public Output<long> Bytes { get; set; } = default!;

    /// <summary>How long it will take.</summary>
    [Output(Description = "How long it will take, people's time not counted.")]
    public Output<TimeSpan> EstimatedTime { get; set; } = default!;

    private protected override async Task<StepEnd> WorkAsync(ActivityExecutionContext context, TapeRun run, CancellationToken cancellationToken)
    {
        var plan = await new RestorePlanner(run.Site.Catalog).MakeAsync(RequestFrom(context, run), run.VolumesInLibrary(), cancellationToken);
        run.Plan = plan;
        run.SetId = plan.Chain[^1].Id;
        Tell(context, plan);
        return plan.MissingVolumes.Any() ? StepEnd.NeedsOperator(Texts.OperatorTexts.VolumesMissing(plan.MissingVolumes)) : StepEnd.Done;
    }

    private void Tell(ActivityExecutionContext context, RestorePlan plan)
    {
        context.Set(SetId, plan.Chain[^1].Id.ToString());
        context.Set(Volumes, [.. plan.Volumes.Select(volume => volume.Barcode)]);
        context.Set(Missing, [.. plan.MissingVolumes]);
        context.Set(Files, plan.Files);
        context.Set(Bytes, plan.Bytes);
        context.Set(EstimatedTime, plan.EstimatedTime);
    }
}
