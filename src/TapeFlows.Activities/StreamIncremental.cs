using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using TapeFlows.Backup;

namespace TapeFlows.Activities;

/// <summary>Writes an incremental set: what changed since the last set of any type. Without one it writes a full set.</summary>
[Activity("TapeFlows", "Tape", "Writes an incremental set: what changed since the last set of any type. Without one it writes a full set.", DisplayName = "Stream incremental backup")]
[FlowNode(Outcomes.Done, Outcomes.NeedsOperator, Outcomes.Failed)]
public class StreamIncremental : StreamChanges
{
    private protected override BackupType Wanted => BackupType.Incremental;
}
