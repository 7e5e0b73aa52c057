using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;
using TapeFlows.Activities.Runs;
using TapeFlows.Backup;
using TapeFlows.Backup.Restore;
using TapeFlows.Backup.Verify;

namespace TapeFlows.Activities;

/// <summary>Reads back from tape and compares every checksum.</summary>
[Activity("TapeFlows", "Tape", "Reads a set or a volume back from tape and compares checksums with manifest and catalog.", DisplayName = "Verify checksum")]
[FlowNode(Outcomes.Done, Outcomes.Damaged, Outcomes.NeedsOperator, Outcomes.Failed)]
public class VerifyChecksum : TapeActivity
{
    private const string DepthNone = "none";
    private const string DepthManifest = "manifest";
    private const string DepthAll = "all";

    /// <summary>The set to verify.</summary>
    [Input(Description = "The identity of the set. Empty: the newest complete one, unless a volume is named.", DisplayName = "Set", Order = 1)]
    public Input<string?> Set { get; set; } = default!;

    /// <summary>The volume to verify.</summary>
    [Input(Description = "The barcode of a volume, to verify all that is on it instead.", Order = 2)]
    public Input<string?> Barcode { get; set; } = default!;

    /// <summary>How much is read.</summary>
    [Input(
        Description = "none: nothing; manifest: labels and manifest only; all, or empty: every block.", UIHint = InputUIHints.DropDown,
        Options = new[] { "", DepthNone, DepthManifest, DepthAll }, Order = 3)]
    public Input<string?> Depth { get; set; } = default!;

    /// <summary>Files whose checksum was recomputed.</summary>
    [Output(Description = "Files whose checksum was recomputed.")]
    public Output<long> Files { get; set; } = default!;

    /// <summary>Content bytes of them.</summary>
    [Output(Description = "Content bytes of them.")]
    public Output<long> Bytes { get; set; } = default!;

    /// <summary>Files and pieces that are not as they were written.</summary>
    [Output(Description = "Files and pieces that are not as they were written.")]
    public Output<long> Damaged { get; set; } = default!;

    private protected override async Task<StepEnd> WorkAsync(ActivityExecutionContext context, TapeRun run, CancellationToken cancellationToken)
    {
        var depth = context.Get(Depth) is { Length: > 0 } given ? given : DepthAll;
        if (depth == DepthNone)
            return StepEnd.Done;
        if (depth is not (DepthManifest or DepthAll))
            return StepEnd.Failed(Texts.OperatorTexts.NoSuchDepth(depth));
        var verify = new VerifyRun(run.Site.Catalog, run.Session, run.Site.Clock);
        var report = context.Get(Barcode) is { Length: > 0 } barcode
            ? await verify.VerifyVolumeAsync(barcode, run.Observer, cancellationToken)
            : await VerifySetAsync(verify, run, await SetFromAsync(context, run, cancellationToken), depth, cancellationToken);
        run.Verify = report;
        context.Set(Files, report.Files);
        context.Set(Bytes, report.Bytes);
        context.Set(Damaged, report.DamageCount);
        return report.IsSound ? StepEnd.Done : StepEnd.Damaged(Texts.OperatorTexts.Damages(report.DamageCount, report.Damages[0].ToString()));
    }

    private static Task<VerifyReport> VerifySetAsync(VerifyRun verify, TapeRun run, Guid set, string depth, CancellationToken cancellationToken)
    {
        run.SetId = set;
        return depth == DepthManifest
            ? verify.VerifyManifestAsync(set, run.Observer, cancellationToken)
            : verify.VerifySetAsync(set, run.Observer, cancellationToken);
    }

    private async Task<Guid> SetFromAsync(ActivityExecutionContext context, TapeRun run, CancellationToken cancellationToken)
    {
        if (context.Get(Set) is { Length: > 0 } text)
            return Guid.TryParse(text, out var id) ? id : throw new RestoreException(Texts.OperatorTexts.NoSuchSet(text));
        var latest = await run.Site.Catalog.ListSetsAsync(new SetQuery { States = [SetState.Complete], Take = 1 }, cancellationToken);
        return latest.Count > 0 ? latest[0].Id : throw new RestoreException(Texts.OperatorTexts.NoSet);
    }
}
