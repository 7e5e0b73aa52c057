using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using TapeFlows.Activities.Runs;
using TapeFlows.Operations;
using TapeFlows.Operations.Executors;

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

    /// <summary>All of that in a sentence, for a notice.</summary>
    [Output(Description = "What was restored, in a sentence for a notice.")]
    public Output<string> Summary { get; set; } = default!;

    private protected override OperationKind Kind => OperationKind.Read;

    private protected override void Tell(ActivityExecutionContext context, Operation operation, TapeRun? run)
    {
        if (operation.ResultAs<ReadResult>() is not { } result)
            return;
        if (run is not null)
            (run.Restore, run.SetId) = (result, result.SetId);
        context.Set(Files, result.Files);
        context.Set(Bytes, result.Bytes);
        context.Set(Lost, result.LostCount);
        context.Set(Summary, Texts.OperatorTexts.Restored(result));
    }
}
