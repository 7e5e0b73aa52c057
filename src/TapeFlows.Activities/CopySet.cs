using System.ComponentModel.DataAnnotations;
using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;
using TapeFlows.Activities.Hints;
using TapeFlows.Activities.Operations;
using TapeFlows.Activities.Runs;
using TapeFlows.Operations;
using TapeFlows.Operations.Executors;

namespace TapeFlows.Activities;

/// <summary>Copies a set to another pool, from tape to tape. A set that has a copy there already is left as it is.</summary>
[Activity("TapeFlows", "Tape", "Copies a set to another pool, from tape to tape, and checks every checksum on the way. A copy that is there already is left as it is: nothing is written then.", DisplayName = "Copy set")]
[FlowNode(Outcomes.Done, Outcomes.Damaged, Outcomes.NeedsOperator, Outcomes.Failed)]
public class CopySet : WriteStep
{
    /// <summary>The set to copy.</summary>
    [Input(Description = "The identity of the set. Empty: the newest complete one.", DisplayName = "Set", Order = 1)]
    public Input<string?> Set { get; set; } = default!;

    /// <summary>Where the copy goes.</summary>
    [Input(Description = "The pool that the copy goes to.", UIHint = InputUIHints.DropDown, UIHandler = typeof(PoolOptions), Order = 2)]
    [Required]
    public Input<string> Pool { get; set; } = default!;

    /// <summary>How it is compressed.</summary>
    [Input(Description = "How the copy is compressed. Empty: as the set.", UIHint = InputUIHints.DropDown, UIHandler = typeof(CopyCompressionOptions), Order = 3)]
    public Input<string?> Compression { get; set; } = default!;

    /// <summary>Whether what the set stands on is not copied.</summary>
    [Input(Description = "Whether what the set stands on is left out. The copy can then be restored only together with sets of other pools.", DisplayName = "Without bases", Order = 4)]
    public Input<bool> WithoutBases { get; set; } = default!;

    /// <summary>The copy.</summary>
    [Output(Description = "The identity of the copy.")]
    public Output<string> Copy { get; set; } = default!;

    private protected override OperationKind Kind => OperationKind.Copy;

    private protected override object? RequestFrom(ActivityExecutionContext context)
    {
        var set = context.Get(Set).OrNull();
        Guid id = default;
        if (set is not null && !Guid.TryParse(set, out id))
            throw new OperationException(Texts.OperatorTexts.NoSuchSet(set));
        var pool = context.Get(Pool) ?? "";
        if (!Backup.Pool.IsName(pool))
            throw new OperationException(Texts.OperatorTexts.NoPoolName(pool, Backup.Pool.NameRule));
        return new CopySetRequest(set is null ? null : id, pool, context.Get(Compression).OrNull(), !context.Get(WithoutBases));
    }

    private protected override void Tell(ActivityExecutionContext context, Operation operation, TapeRun? run)
    {
        if (operation.ResultAs<CopySetResult>() is not { } result)
            return;
        if (run is not null)
            (run.Copy, run.SetId) = (result, result.SetId);
        context.Set(Copy, result.SetId.ToString());
        TellWritten(context, result.Files, result.Bytes, result.Volumes, Texts.OperatorTexts.Copied(result));
    }
}
