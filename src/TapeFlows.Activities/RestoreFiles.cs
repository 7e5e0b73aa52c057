using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using TapeFlows.Activities.Runs;
using TapeFlows.Backup.Restore;

namespace TapeFlows.Activities;

/// <summary>Reads files back from tape, volume after volume, and checks each against its checksum.</summary>
[Activity("TapeFlows", "Tape", "Reads files back from tape, volume after volume, and checks each against its checksum.", DisplayName = "Restore files")]
[FlowNode(Outcomes.Done, Outcomes.Damaged, Outcomes.NeedsOperator, Outcomes.Failed)]
public class RestoreFiles : RestoreStep
{
    /// <summary>Entries restored.</summary>
    [Output(Description = "Entries restored.")]
    public Output<long> Files { get; set; } = default!;

    /// <summary>Content bytes restored.</summary>
    [Output(Description = "Content bytes restored.")]
    public Output<long> Bytes { get; set; } = default!;

    /// <summary>Entries that could not be restored.</summary>
    [Output(Description = "Entries that could not be restored.")]
    public Output<long> Lost { get; set; } = default!;

    private protected override async Task<StepEnd> WorkAsync(ActivityExecutionContext context, TapeRun run, CancellationToken cancellationToken)
    {
        var request = RequestFrom(context, run);
        var restore = new RestoreRun(run.Site.Catalog, run.Session, run.Site.Clock);
        // A procedure that planned this very restore before does not pay for a second look through the catalog.
        var result = run.Plan is { } plan && plan.IsFor(request)
            ? await restore.ExecuteAsync(plan with { Request = request }, run.Observer, cancellationToken)
            : await restore.ExecuteAsync(request, run.Observer, run.VolumesInLibrary(), cancellationToken);
        run.Restore = result;
        run.SetId = result.Chain[^1].Id;
        context.Set(Files, result.Files);
        context.Set(Bytes, result.Bytes);
        context.Set(Lost, result.LostCount);
        return result.LostCount == 0 ? StepEnd.Done : StepEnd.Damaged(Texts.OperatorTexts.FilesLost(result.LostCount));
    }
}
