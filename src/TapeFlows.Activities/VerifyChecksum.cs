using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;
using TapeFlows.Activities.Operations;
using TapeFlows.Activities.Runs;
using TapeFlows.Operations;
using TapeFlows.Operations.Executors;

namespace TapeFlows.Activities;

/// <summary>Reads back from tape and compares every checksum.</summary>
[Activity("TapeFlows", "Tape", "Reads a set or a volume back from tape and compares checksums with manifest and catalog.", DisplayName = "Verify checksum")]
[FlowNode(Outcomes.Done, Outcomes.Damaged, Outcomes.NeedsOperator, Outcomes.Failed)]
public class VerifyChecksum : OperationActivity
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

    /// <summary>All of that in a sentence, for a notice.</summary>
    [Output(Description = "What was read, in a sentence for a notice.")]
    public Output<string> Summary { get; set; } = default!;

    private protected override OperationKind Kind => OperationKind.Verify;

    private protected override object? RequestFrom(ActivityExecutionContext context) => (context.Get(Depth).OrNull() ?? DepthAll) switch
    {
        DepthNone => null,
        DepthManifest => What(context) with { ManifestOnly = true },
        DepthAll => What(context),
        var other => throw new OperationException(Texts.OperatorTexts.NoSuchDepth(other)),
    };

    private protected override void Tell(ActivityExecutionContext context, Operation operation, TapeRun? run)
    {
        if (operation.ResultAs<VerifyResult>() is not { } result)
            return;
        if (run is not null)
            (run.Verify, run.SetId) = (result, result.SetId ?? run.SetId);
        context.Set(Files, result.Files);
        context.Set(Bytes, result.Bytes);
        context.Set(Damaged, result.DamageCount);
        context.Set(Summary, Texts.OperatorTexts.Checked(result));
    }

    private VerifyRequest What(ActivityExecutionContext context)
    {
        if (context.Get(Barcode).OrNull() is { } barcode)
            return new VerifyRequest(Barcode: barcode);
        return context.Get(Set).OrNull() is not { } text ? new VerifyRequest()
            : Guid.TryParse(text, out var id) ? new VerifyRequest(id)
            : throw new OperationException(Texts.OperatorTexts.NoSuchSet(text));
    }
}
